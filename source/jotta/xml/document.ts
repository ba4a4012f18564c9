import {Failure} from '../../failure.ts';
import {displayName} from '../display-name.ts';
import type {NameCodec} from '../name-codec.ts';

/** The roots of the documents of whatever holds something. @see protocol.md 5.1 to 5.4 */
export const folderRoots: readonly string[] = ['user', 'device', 'mountPoint', 'folder'];

/** An answer that is no document, or not the one that was asked for. */
export function unreadableDocument(path: string, names: NameCodec): Failure {
	return new Failure('corrupt', `Jottacloud answered about ${displayName(path, names)} with something that is not understood.`, {nextStep: 'Try again; a proxy in between may have answered.'});
}
