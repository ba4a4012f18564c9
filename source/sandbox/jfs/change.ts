import {
	badArgument,
	noSuchFile,
	noSuchPath,
	ServiceError,
} from '../http/errors.ts';
import {changeState} from '../state/state.ts';
import type {JfsAnswer, JfsCommand} from './command.ts';
import {answerCreateByHash} from './create-by-hash.ts';
import {answerCreateDevice, answerCreateMountpoint, answerMakeFolder} from './make.ts';
import {answerCopyFile, answerMoveFile, answerMoveFolder} from './move.ts';
import {
	answerRemoveFile,
	answerRemoveFolder,
	answerTrashFile,
	answerTrashFolder,
} from './remove.ts';

/*
POST with a verb (protocol.md 6, E21 to E30).
*/

export function answerCommand(request: JfsCommand): JfsAnswer {
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

	return changeState(state, () => verb === undefined ? answerCreateMountpoint(request) : verbs[verb]!(request));
}

const verbs: Readonly<Record<string, (request: JfsCommand) => JfsAnswer>> = {
	type: answerCreateDevice,
	mkDir: answerMakeFolder,
	dl: answerTrashFile,
	dlDir: answerTrashFolder,
	rm: answerRemoveFile,
	rmDir: answerRemoveFolder,
	mv: answerMoveFile,
	mvDir: answerMoveFolder,
	cp: answerCopyFile,
	cphash: answerCreateByHash,
};
