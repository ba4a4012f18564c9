import type {NextStep} from './advice.ts';
import type {FailureCode} from './failure-code.ts';
import {sqliteCode} from './sqlite-code.ts';

/** What an error of the system means to a person. */
type Meaning = {readonly code: FailureCode; readonly sentence: (name: string) => string; readonly nextStep: NextStep};

const nothing = 'a file'; // an error that does not say what it is about

const full: Meaning = {code: 'disk-full', sentence: name => `The disk is full: no room for ${name}.`, nextStep: 'Make room, then retry.'};
const denied: Meaning = {code: 'permission', sentence: name => `No permission for ${name}.`, nextStep: 'Check who owns it and its mode.'};
const busy: Meaning = {code: 'permission', sentence: name => `${name} is in use: the disk does not let it be replaced or removed.`, nextStep: 'Close what uses it, then retry.'};
const away: Meaning = {code: 'offline', sentence: name => `The disk or device with ${name} is not there just now.`, nextStep: 'Check the connection, then retry.'};
const tooMany: Meaning = {code: 'service', sentence: name => `Too many files are open for ${name}.`, nextStep: 'Close some programs, then try again.'};
const broken: Meaning = {code: 'corrupt', sentence: name => `The disk could not read or write ${name}.`, nextStep: 'Check the disk.'};
const notSupported: Meaning = {code: 'permission', sentence: name => `This disk cannot do that with ${name}.`, nextStep: 'Choose another folder.'};
const offline: Meaning = {code: 'offline', sentence: name => name === nothing ? 'The connection failed.' : away.sentence(name), nextStep: 'Check the network, then try again.'};
const noMemory: Meaning = {code: 'service', sentence: name => `There is not enough memory for ${name}.`, nextStep: 'Close some programs, then try again.'};

const ofErrno: Readonly<Record<string, Meaning>> = {
	ENOENT: {code: 'not-found', sentence: name => `Not found: ${name}. It may have been moved or deleted.`, nextStep: {kind: 'refresh'}},
	ENOTDIR: {code: 'not-found', sentence: name => `${name} is not a folder.`, nextStep: {kind: 'refresh'}},
	EISDIR: {code: 'already-exists', sentence: name => `A folder is in the way: ${name}.`, nextStep: 'Rename one of the two.'},
	EEXIST: {code: 'already-exists', sentence: name => `There is something of the name ${name} already.`, nextStep: 'Choose another name, or remove the other one first.'},
	ENOTEMPTY: {code: 'already-exists', sentence: name => `The folder ${name} is not empty.`, nextStep: 'Choose another name.'},
	EACCES: denied,
	EPERM: denied,
	EROFS: {code: 'permission', sentence: name => `The disk with ${name} is read-only.`, nextStep: 'Choose another folder.'},
	ENOSPC: full,
	EDQUOT: {...full, sentence: name => `Your quota on this disk is used up: no room for ${name}.`},
	ENAMETOOLONG: {code: 'name-not-allowed', sentence: name => `The name, or the whole path, is too long for this disk: ${name}.`, nextStep: 'Shorten it, or put it into a folder nearer to the root, and try again.'},
	EILSEQ: {code: 'name-not-allowed', sentence: name => `This disk does not take the name ${name}.`, nextStep: 'Rename it and try again.'},
	EINVAL: {code: 'name-not-allowed', sentence: name => `This disk does not take ${name}.`, nextStep: 'Give it a plainer name, or choose another folder.'},
	ELOOP: {code: 'not-found', sentence: name => `The symbolic link ${name} leads in a circle.`, nextStep: 'Leave it out.'},
	EXDEV: {code: 'service', sentence: name => `${name} is on another disk.`, nextStep: 'Copy it instead.'},
	EMLINK: {code: 'service', sentence: name => `${name} has as many links as this disk takes.`, nextStep: 'Choose another folder.'},
	EBUSY: busy,
	ETXTBSY: busy,
	EFBIG: {code: 'disk-full', sentence: name => `${name} is too large for this disk.`, nextStep: 'Choose another folder.'},
	EOVERFLOW: {code: 'disk-full', sentence: name => `${name} is too large to be read here.`, nextStep: 'Leave it out.'},
	ESTALE: {...away, sentence: name => `The network disk with ${name} is not there just now.`},
	ENOTCONN: away,
	ENODEV: away,
	ENXIO: away,
	EHOSTDOWN: away,
	EMFILE: tooMany,
	ENFILE: tooMany,
	ENOMEM: noMemory,
	ENOBUFS: noMemory,
	EAGAIN: {...busy, sentence: name => `${name} is in use just now.`, nextStep: 'Try again in a while.'},
	EIO: broken,
	EUCLEAN: broken,
	EBADMSG: broken,
	ENOTSUP: notSupported,
	EOPNOTSUPP: notSupported,
	ENOSYS: notSupported,
	EADDRINUSE: {code: 'already-exists', sentence: name => `Another program uses ${name}.`, nextStep: 'End it, or choose another port.'},
	EPIPE: {code: 'service', sentence: name => `Nobody reads ${name} any more.`, nextStep: 'Try again.'},
	ECONNREFUSED: offline,
	ECONNRESET: offline,
	ECONNABORTED: offline,
	ETIMEDOUT: offline,
	ENETUNREACH: offline,
	ENETDOWN: offline,
	EHOSTUNREACH: offline,
	ENOTFOUND: offline,
	EAI_AGAIN: offline,
};

const whatKeepsState = 'jottafm’s own state';
const writable: NextStep = 'Check the folder that jottafm config where names: its owner, its mode and its disk.';

/** By SQLite's number. Nobody sees SQLite's own words. */
const ofSqlite: Readonly<Record<number, Meaning>> = {
	3: {code: 'permission', sentence: () => `No permission for ${whatKeepsState}.`, nextStep: writable},
	5: {code: 'service', sentence: () => `Another jottafm is writing ${whatKeepsState} just now.`, nextStep: 'Try again in a while.'},
	6: {code: 'service', sentence: () => `Another jottafm is writing ${whatKeepsState} just now.`, nextStep: 'Try again in a while.'},
	8: {code: 'permission', sentence: () => `The disk with ${whatKeepsState} is read-only.`, nextStep: writable},
	10: {code: 'corrupt', sentence: () => `The disk could not read or write ${whatKeepsState}.`, nextStep: writable},
	11: {code: 'corrupt', sentence: () => 'The file of the transfer queue is damaged.', nextStep: 'Move it aside, then start again: jottafm config where names it.'},
	13: {code: 'disk-full', sentence: () => `The disk is full: no room for ${whatKeepsState}.`, nextStep: 'Make room, then retry.'},
	14: {code: 'permission', sentence: () => `${whatKeepsState[0]!.toUpperCase()}${whatKeepsState.slice(1)} cannot be opened.`, nextStep: writable},
	26: {code: 'corrupt', sentence: () => 'The file of the transfer queue is damaged.', nextStep: 'Move it aside, then start again: jottafm config where names it.'},
};

/** What an error of the system, of `node:fs` or of SQLite means; nothing where it is none, or a program's mistake. */
export function meaningOf(error: unknown): Meaning | undefined {
	const sqlite = sqliteCode(error);
	if (sqlite !== undefined) {
		return ofSqlite[sqlite] ?? {code: 'service', sentence: () => `${whatKeepsState[0]!.toUpperCase()}${whatKeepsState.slice(1)} could not be used.`, nextStep: writable};
	}

	const errno = errnoOf(error) ?? '';
	return Object.hasOwn(ofErrno, errno) ? ofErrno[errno] : undefined;
}

export function errnoOf(error: unknown): string | undefined {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Whether the system refused something, for a reason that may have no words here. */
export function isSystemError(error: unknown): boolean {
	return error instanceof Error && 'syscall' in error;
}

/** What an error of the system is about, as far as it says so. */
export function refusedSubject(error: unknown): string {
	const {path, port} = error as {readonly path?: unknown; readonly port?: unknown};
	return typeof path === 'string' ? path : (typeof port === 'number' ? `port ${port}` : nothing);
}
