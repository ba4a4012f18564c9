import {Failure} from '../../failure.ts';
import {checkWritable, jfsAddress, segmentsOf} from '../addresses.ts';
import type {CloudOptions} from '../cloud-options.ts';
import {displayName} from '../display-name.ts';
import type {NameCodec} from '../name-codec.ts';
import {readHead, type AnswerDocument} from '../xml/document-reader.ts';
import {isTooLarge} from './failures.ts';
import type {Answer} from './request.ts';

/*
Requests about one place: what it is, and a change of it. However many children it has, only its own part of the answer is read.
*/

/** What the service says of a place; undefined when the answer is no document. @see protocol.md 5 */
export async function askAbout(path: string, {client, signal, query = ''}: CloudOptions & {readonly query?: string}): Promise<AnswerDocument | undefined> {
	const {body} = await client.send({
		method: 'GET', url: `${jfsAddress(client, path)}${query}`, subject: displayName(path, client.names), mayRepeat: true, streams: true, isBrief: true, signal,
	});
	return readHead(body);
}

type Command = CloudOptions & {
	readonly query: Readonly<Record<string, string>>;
	readonly mayRepeat: boolean;
	readonly headers?: Readonly<Record<string, string>>;
	readonly endsInSlash?: boolean;
};

/**
Sends a verb. Any answer below 300 ends here, and one that would be too large: whether the change has happened is told by the document alone, and where there
is none, or another than the verb's, by a look at the place.
@returns the document; undefined when the answer is none, or was lost
@see protocol.md 2.3, 6.1
*/
export async function sendCommand(path: string, {client, signal, query, mayRepeat, headers, endsInSlash = false}: Command): Promise<AnswerDocument | undefined> {
	checkWritable(path, client.names);
	const verb = new URLSearchParams(query).toString();
	let answer: Answer | undefined;
	try {
		answer = await client.send({
			method: 'POST',
			url: `${jfsAddress(client, path)}${endsInSlash ? '/' : ''}${verb === '' ? '' : `?${verb}`}`,
			subject: displayName(path, client.names),
			mayRepeat,
			streams: true,
			isBrief: true,
			changesMuch: endsInSlash || 'dlDir' in query || 'rmDir' in query || (('dl' in query || 'rm' in query) && segmentsOf(path).length === 2),
			signal,
			...(headers && {headers}),
		});
		return await readHead(answer.body);
	} catch (error) {
		if ((error instanceof Failure && error.code === 'cancelled') || (!answer && !isTooLarge(error))) {
			throw error;
		}

		return undefined;
	}
}

/** What can be done where a change was answered, and has not happened. */
export const changeAgain = 'It is as it was: do it again. If that changes nothing, a proxy in between may refuse changes.';

/** A command was answered, and a look at the place shows that nothing came of it. `what`: "not deleted". */
export function notDone(path: string, what: string, names: NameCodec): Failure {
	return new Failure('service', `Jottacloud answered with something that is not understood: ${displayName(path, names)} was ${what}.`, {nextStep: changeAgain});
}
