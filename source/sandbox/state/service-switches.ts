import type {AnswerForm} from '../http/answer-form.ts';

type Lock = 'locked' | 'read' | 'write';

/** What is unknown about the service, or has changed: tests may choose (protocol.md 18, 22.3). */
export type Switches = AnswerForm & {
	streamStyle: 'all' | 'implied'; // folders announced in liststream: every one, or only those without files of their own (E42)
	miscounted: 'nothing' | 'folders' | 'files'; // the stats at the end of liststream say one more than there are (7.4)
	countsFolded: boolean; // folders of liststream whose paths differ in case or normal form only are counted once (22.2)
	staleText: 'Session doesn\'t have required client' | 'Stale token'; // the answer to a used refresh token (E13)
	cutsAtSemicolon: boolean; // text after a bare `;` in a segment is dropped (E5, N26)
	needsSlashToMove: boolean; // mvDir without a slash after the source fails (E27)
	statusOnTombstone: 500 | 409; // mv and mvDir onto a trashed name (E27)
	movesOntoTombstones: boolean; // they work; what was in the trash is gone with its versions, the worst that could be so (N25)
	copiesOntoTombstones: boolean; // cp makes a live file; else the copy stays in the trash (E28, N25)
	foldersOverTrashedFiles: boolean; // mkDir takes the name of a trashed file; else 409 (N25)
	keepsTombstones: boolean; // whatever takes the place of a tombstone leaves it in the trash (N25)
	renamesCaseOnly: boolean; // mv and mvDir onto the item's own name work; else 409 (U5, N25)
	takesRawNames: boolean; // `" * : < > ? |` in names: new ones are accepted, and addressed (N18); else E6
	takesOctetStreamForUpload: boolean; // a verb with that Content-Type ends in 404 (E30)
	listsLatest: boolean; // among the mountpoints of Jotta (E20)
	listsTrash: boolean; // among the mountpoints of Jotta (N1)
	placeSizes: 'told' | 'empty' | 'missing' | 'mixed'; // of the mountpoints of Jotta (N1)
	displayNames: Readonly<Record<string, string>>; // device name to the name that people see; else the same (N20)
	sharePath: 'prefixed' | 'bare' | 'missing'; // publicSharePath: `/s/`, three characters of the person and the publicURI; without the three (7.5); none (N2)
	foreignUsers: boolean; // in Latest and Links, what is in Shared has the abspath of somebody else (N10)
	currentUnfinished: boolean; // a file without a complete revision shows the unfinished one as its current (N16)
	hasTwoFactors: boolean; // legacy sign-in asks for a one-time code (E18)
	otpError: 'header' | 'named'; // the answer without the code: 401 and a header (E18), or 400 and an error of its own (N8)
	anyRedirectPort: boolean; // the authorization page sends codes to other ports of localhost than rclone's (U18)
	machineClients: Readonly<Record<string, string>>; // client id to secret, for client credentials (E19)
	locks: readonly Lock[]; // protocol.md 15
	tellsSharedFolders: boolean; // listings and Links have publicURI of folders, too (U16); their own documents always have
	largestListing: number; // files of its own that a folder, and items that the trash may have and still be listed (5.4)
	allocateStatus: 200 | 201; // of success (N6)
	nullsInAllocate: boolean; // `upload_id`, `upload_url` and `resume_pos` where nothing is to be sent (N6)
	conflictHandler: 'obeyed' | 'ignored' | 'refused'; // `conflict_handler` of allocate; refused: 400 (U24, 22.2)
	needsRange: boolean; // a body without `Range` for an upload that holds bytes already: 400 (N12)
	bareUploadErrors: boolean; // 420 without a body, and for a file that changed 421 without one (N5)
	needsUserAgent: boolean; // 400 without `User-Agent` (N4 says that the service does not)
	redirectsTo: string; // '': nowhere; `itself`: each request is sent to the same host once; else to this address of another (22.2)
	page: 'none' | '200' | '403'; // a web page with this status instead of each answer, as a portal has it
};

export const defaultSwitches: Readonly<Switches> = {
	numericReferences: false,
	cdata: false,
	oddCharacters: 'replaced',
	commentBehindRoot: false,
	omitsStates: false,
	deletedAsChild: false,
	compresses: false,
	errorIds: true,
	nullsInJson: false,
	streamStyle: 'all',
	miscounted: 'nothing',
	countsFolded: false,
	staleText: 'Session doesn\'t have required client',
	cutsAtSemicolon: true,
	needsSlashToMove: true,
	statusOnTombstone: 500,
	movesOntoTombstones: false,
	copiesOntoTombstones: false,
	foldersOverTrashedFiles: false,
	keepsTombstones: false,
	renamesCaseOnly: true,
	takesRawNames: false,
	takesOctetStreamForUpload: true,
	listsLatest: false,
	listsTrash: true,
	placeSizes: 'mixed',
	displayNames: {},
	sharePath: 'prefixed',
	foreignUsers: false,
	currentUnfinished: false,
	hasTwoFactors: false,
	otpError: 'header',
	anyRedirectPort: false,
	machineClients: {},
	locks: [],
	tellsSharedFolders: false,
	largestListing: Infinity,
	allocateStatus: 200,
	nullsInAllocate: false,
	conflictHandler: 'obeyed',
	needsRange: false,
	bareUploadErrors: false,
	needsUserAgent: false,
	redirectsTo: '',
	page: 'none',
};

/** The values of switches that are words or numbers of a list. */
export const switchChoices: {readonly [Name in keyof Switches]?: ReadonlyArray<Switches[Name]>} = {
	oddCharacters: ['replaced', 'raw', 'references'],
	streamStyle: ['all', 'implied'],
	miscounted: ['nothing', 'folders', 'files'],
	staleText: ['Session doesn\'t have required client', 'Stale token'],
	statusOnTombstone: [500, 409],
	placeSizes: ['told', 'empty', 'missing', 'mixed'],
	sharePath: ['prefixed', 'bare', 'missing'],
	otpError: ['header', 'named'],
	allocateStatus: [200, 201],
	conflictHandler: ['obeyed', 'ignored', 'refused'],
	page: ['none', '200', '403'],
};

/** Switches from outside, when their names exist and their values are of their kind; else a RangeError with a sentence. */
export function checkSwitches(given: unknown): Partial<Switches> {
	if (typeof given !== 'object' || given === null) {
		throw new RangeError('Switches are an object.');
	}

	for (const [name, value] of Object.entries(given)) {
		if (!Object.hasOwn(defaultSwitches, name)) {
			throw new RangeError(`There is no switch ${JSON.stringify(name)}.`);
		}

		const standard = defaultSwitches[name as keyof Switches];
		const list: readonly unknown[] | undefined = switchChoices[name as keyof Switches] ?? (typeof standard === 'boolean' ? [true, false] : undefined);
		if (list ? !list.includes(value) : (typeof value !== typeof standard || Array.isArray(value) !== Array.isArray(standard))) {
			throw new RangeError(`The switch ${name} is ${list ? list.join(' or ') : (Array.isArray(standard) ? 'a list' : `of type ${typeof standard}`)}.`);
		}
	}

	return given;
}

export function isAccountLocked({locks}: Pick<Switches, 'locks'>, what: 'read' | 'write'): boolean {
	return locks.includes('locked') || locks.includes(what);
}
