type Lock = 'locked' | 'read' | 'write';

/** What is unknown about the service, or has changed: tests may choose (protocol.md 18). */
export type Switches = {
	streamStyle: 'all' | 'implied'; // folders announced in liststream: every one, or only those without files of their own (E42)
	miscounted: 'nothing' | 'folders' | 'files'; // the stats at the end of liststream say one more than there are (7.4)
	staleText: 'Session doesn\'t have required client' | 'Stale token'; // the answer to a used refresh token (E13)
	cutsAtSemicolon: boolean; // text after a bare `;` in a segment is dropped (E5)
	needsSlashToMove: boolean; // mvDir without a slash after the source fails (E27)
	statusOnTombstone: 500 | 409; // mv and mvDir onto a trashed name (E27)
	movesOntoTombstones: boolean; // they work, and what was in the trash is gone with its versions: the worst that could be so (N25)
	takesOctetStreamForUpload: boolean; // a verb with that Content-Type ends in 404 (E30)
	listsLatest: boolean; // among the mountpoints of Jotta (E20)
	hasTwoFactors: boolean; // legacy sign-in asks for a one-time code (E18)
	anyRedirectPort: boolean; // the authorization page sends codes to other ports of localhost than rclone's (U18)
	machineClients: Readonly<Record<string, string>>; // client id to secret, for client credentials (E19)
	locks: readonly Lock[]; // protocol.md 15
	tellsSharedFolders: boolean; // listings and Links have publicURI of folders, too (U16); their own documents always have
	largestListing: number; // files of its own that a folder, and items that the trash may have and still be listed (5.4)
};

export const defaultSwitches: Readonly<Switches> = {
	streamStyle: 'all',
	miscounted: 'nothing',
	staleText: 'Session doesn\'t have required client',
	cutsAtSemicolon: true,
	needsSlashToMove: true,
	statusOnTombstone: 500,
	movesOntoTombstones: false,
	takesOctetStreamForUpload: true,
	listsLatest: false,
	hasTwoFactors: false,
	anyRedirectPort: false,
	machineClients: {},
	locks: [],
	tellsSharedFolders: false,
	largestListing: Infinity,
};

export function isAccountLocked({locks}: Pick<Switches, 'locks'>, what: 'read' | 'write'): boolean {
	return locks.includes('locked') || locks.includes(what);
}
