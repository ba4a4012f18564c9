import {Failure} from '../../failure.ts';
import {displayName} from '../display-name.ts';
import type {NameCodec} from '../name-codec.ts';
import {parseDocument, type AnswerDocument} from './document-reader.ts';

/** What an answer says about a place. @throws Failure `corrupt` when it is no document, only the beginning of one, or another than was asked for */
export function documentAbout(path: string, text: string, {names, roots}: {readonly names: NameCodec; readonly roots: readonly string[]}): AnswerDocument {
	const document = parseDocument(text);
	if (!document || !roots.includes(document.root)) {
		throw unreadableDocument(path, names);
	}

	return document;
}

/** The roots of the documents of whatever holds something. @see protocol.md 5.1 to 5.4 */
export const folderRoots: readonly string[] = ['user', 'device', 'mountPoint', 'folder'];

/** An answer that is no document, or not the one that was asked for. */
export function unreadableDocument(path: string, names: NameCodec): Failure {
	return new Failure('corrupt', `Jottacloud answered about ${displayName(path, names)} with something that is not understood.`, {nextStep: 'Try again; a proxy in between may have answered.'});
}
