import {
	badArgument,
	noSuchFile,
	noSuchPath,
	ServiceError,
} from '../errors.ts';
import {changeState} from '../state/state.ts';
import type {Answer, Command} from './command.ts';
import {createByHash} from './create-by-hash.ts';
import {createDevice, createMountpoint, makeFolder} from './make.ts';
import {copyFile, moveFile, moveFolder} from './move.ts';
import {
	removeFile,
	removeFolder,
	trashFile,
	trashFolder,
} from './remove.ts';

/*
POST with a verb (protocol.md 6, E21 to E30).
*/

export function change(request: Command): Answer {
	const {state, address: {segments}, query, headers} = request;
	const verb = Object.keys(verbs).find(name => query.has(name));
	if (verb === undefined && (query.size > 0 || segments.length !== 2)) {
		throw new ServiceError(500, 'java.lang.IllegalStateException', 'POST Request is missing multipart content or don\'t dont have any command parameters');
	}

	if (segments.length === 0) {
		throw badArgument('The account itself takes no commands');
	}

	const [device, view, ...below] = segments.map(segment => segment.toUpperCase());
	if (device === 'JOTTA' && view === 'TRASH') {
		throw below.length > 0 && query.has('mvDir') ? noSuchPath(segments.join('/')) : noSuchFile(segments.join('/'));
	}

	// Taken for an upload, and there is none (protocol.md 2.3).
	if (state.switches.takesOctetStreamForUpload && below.length > 0 && headers['content-type'] === 'application/octet-stream') {
		throw noSuchFile(segments.join('/'));
	}

	return changeState(state, () => verb === undefined ? createMountpoint(request) : verbs[verb]!(request));
}

const verbs: Readonly<Record<string, (request: Command) => Answer>> = {
	type: createDevice,
	mkDir: makeFolder,
	dl: trashFile,
	dlDir: trashFolder,
	rm: removeFile,
	rmDir: removeFolder,
	mv: moveFile,
	mvDir: moveFolder,
	cp: copyFile,
	cphash: createByHash,
};
