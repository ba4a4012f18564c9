import {addKnownContent, readHeaderTime} from '../jfs/create-by-hash.ts';
import {ensureFolder} from '../jfs/make.ts';
import {splitPath} from '../jfs/address.ts';
import {badArgument, ServiceError} from '../http/errors.ts';
import {checkNewName} from '../state/names.ts';
import type {Revision} from '../state/revisions.ts';
import {
	changeState,
	noteChange,
	wholeSecond,
	type SandboxState,
} from '../state/state.ts';
import {isAccountLocked, type Switches} from '../state/service-switches.ts';
import type {Node} from '../state/tree.ts';
import {cutUploadKept} from './receive.ts';

/*
The JSON API: who is signed in, preparing uploads (protocol.md 8.1, 12, E50, E51).
*/

export function customer({person, revisions, limits: {capacity}, switches}: SandboxState): object {
	const silent = switches.nullsInJson && {
		country_code: null, language_code: null, customer_group_code: null, brand_code: null, subscription_type: null, business_usage: null, business_quota: null,
	};
	return {
		username: person.username,
		email: person.email,
		name: person.name,
		country_code: 'NO',
		language_code: 'nb',
		customer_group_code: '',
		brand_code: 'jotta',
		account_type: 'FREE',
		subscription_type: capacity < 0 ? 'UNLIMITED' : 'FREE_5GB',
		usage: revisions.totalSize(),
		quota: capacity,
		business_usage: 0,
		business_quota: 0,
		write_locked: isAccountLocked(switches, 'write'),
		read_locked: isAccountLocked(switches, 'read'),
		locked_cause: null,
		...silent,
	};
}

const isAmount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** What is to be stored, and where. */
export type Announcement = {
	readonly segments: readonly string[]; // device, mountpoint, …, name
	readonly bytes: number;
	readonly md5: string;
	readonly created: number;
	readonly modified: number;
	readonly rejectsConflicts: boolean;
};

export async function answerAllocate(state: SandboxState, body: unknown, base: string): Promise<object> {
	const {path, ...announced} = readRequest(body, wholeSecond(state.clock.now()), state.switches);
	const {state: uploadState, upload} = prepareUpload(state, announced);
	if (upload !== undefined) {
		await cutUploadKept(state, upload);
	}

	const {segments, bytes} = announced;
	const told = {
		name: segments.at(-1), path, state: uploadState, bytes,
	};
	if (upload === undefined && state.switches.nullsInAllocate) {
		return {
			...told, upload_id: null, upload_url: null, resume_pos: null,
		};
	}

	return {
		...told,
		upload_id: upload ?? '',
		upload_url: `${base}/upload/${upload ?? ''}`,
		resume_pos: upload === undefined ? bytes : state.content.received(upload),
	};
}

/** The decision list of E51. Without an upload there is nothing to send. */
export function prepareUpload(state: SandboxState, announced: Announcement): {readonly state: string; readonly upload?: string | undefined} {
	return changeState(state, () => {
		const {tree, revisions, switches} = state;
		const {segments, bytes, md5} = announced;
		if (isAccountLocked(switches, 'write')) {
			throw new ServiceError(403, 'AccountLockedException', 'The account is locked for writing');
		}

		const node = tree.find(segments);
		const current = node && revisions.current(node.id);
		const isKnown = revisions.isKnown(md5, bytes);
		if (!isKnown) {
			checkQuota(state, bytes);
		}

		if (node && node.kind !== 'file') {
			throw new ServiceError(409, 'UniqueFileException', 'A folder has that name');
		}

		if (announced.rejectsConflicts && current && node.deleted === undefined) {
			throw new ServiceError(409, 'UniqueFileException', 'File exists');
		}

		if (node && current?.md5.toLowerCase() === md5 && current.size === bytes) {
			revisions.setTimes(current.id, announced);
			ensureFolder(state, segments.slice(0, -1));
			tree.setDeleted(node.id, undefined);
			noteChange(state, node.deleted === undefined ? 'NEW_UPLOAD' : 'RESTORE', node);
			return {state: 'COMPLETED'};
		}

		if (isKnown) {
			addKnownContent(state, segments, {...announced, size: bytes});
			return {state: 'COMPLETED'};
		}

		return pendingRevision(state, announced, node);
	});
}

function checkQuota({revisions, limits: {capacity}}: SandboxState, bytes: number): void {
	if (capacity >= 0 && revisions.totalSize() + bytes > capacity) {
		throw new ServiceError(460, 'QuotaExceededException', 'Quota exceeded');
	}
}

/** Continues an unfinished revision of the same content, or starts a new one. */
function pendingRevision(state: SandboxState, {segments, bytes, md5, created, modified}: Announcement, node: Node | undefined): Revision {
	const {tree, revisions, clock} = state;
	const parent = ensureFolder(state, segments.slice(0, -1));
	const name = segments.at(-1)!;
	if (!node) {
		checkNewName(name, state.switches);
	}

	const file = node ?? tree.add(parent.id, name, 'file');
	const latest = revisions.latest(file.id);
	if (latest?.upload !== undefined && latest.md5 === md5 && latest.size === bytes) {
		revisions.setTimes(latest.id, {created, modified});
		return latest;
	}

	return revisions.add(file.id, name, {
		state: 'INCOMPLETE', size: bytes, md5, created, modified, updated: wholeSecond(clock.now()),
	});
}

function readRequest(body: unknown, now: number, {conflictHandler}: Pick<Switches, 'conflictHandler'>): Announcement & {readonly path: string} {
	const fields = typeof body === 'object' && body !== null ? body as Record<string, unknown> : {};
	const {path, bytes, md5} = fields;
	if (typeof path !== 'string' || !isAmount(bytes) || typeof md5 !== 'string' || !/^[\da-f]{32}$/iv.test(md5)) {
		throw badArgument('path, bytes and md5 are required');
	}

	if (conflictHandler === 'refused' && fields.conflict_handler !== undefined) {
		throw badArgument('Unrecognized field "conflict_handler"');
	}

	const plain = splitPath(path);
	const segments = plain[0] === 'jfs' ? plain.slice(1) : ['Jotta', ...plain];
	if (segments.length < 3) {
		throw badArgument(`Invalid path ${path}`);
	}

	return {
		segments,
		path,
		bytes,
		md5: md5.toLowerCase(),
		created: readHeaderTime(fields.created, now),
		modified: readHeaderTime(fields.modified, now),
		rejectsConflicts: conflictHandler === 'obeyed' && fields.conflict_handler === 'REJECT_CONFLICTS',
	};
}
