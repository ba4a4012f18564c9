import {Failure} from '../../failure.ts';
import {displayName} from '../display-name.ts';
import type {NameCodec} from '../name-codec.ts';
import {parseDocument} from './xml.ts';

/** What an answer says about a place. @throws Failure `corrupt` when it is no document, or only the beginning of one */
export function documentAbout(path: string, text: string, names: NameCodec): NonNullable<ReturnType<typeof parseDocument>> {
	const document = parseDocument(text);
	if (!document) {
		throw unreadableDocument(path, names);
	}

	return document;
}

/** An answer that is no document, or not the one that was asked for. */
export function unreadableDocument(path: string, names: NameCodec): Failure {
	return new Failure('corrupt', `What Jottacloud says about ${displayName(path, names)} cannot be read.`, {nextStep: 'Try again.'});
}
