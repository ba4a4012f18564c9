import type {Dispatcher} from 'undici';
import * as v from 'valibot';
import {parentPath} from '../files/location.ts';
import {userAgent} from '../version.ts';
import {encodeSegment} from './addresses.ts';
import {parseJson} from './http/json.ts';
import type {CloudOptions} from './cloud-options.ts';
import {parseDocument} from './xml/document-reader.ts';
import {textOf} from './xml/xml.ts';

/*
Events about changes by anybody (protocol.md 13). They are undocumented: an event is only a hint to read a folder again.
*/

const eventSchema = v.object({EVENT: v.object({D: v.object({FROM: v.nullish(v.string()), TO: v.nullish(v.string())})})});

const beat = 30_000; // ms between two heartbeats

/**
Tells the folders in which something has changed, until the line ends or is aborted; then it resolves. Whether it rejects says
nothing: whoever listens goes on without.
@see protocol.md 13
*/
export async function hearChanges(onChange: (folder: string) => void, {client, signal, pool}: CloudOptions & {readonly pool: Dispatcher}): Promise<void> {
	const {WebSocket} = await import('undici'); // only now: the first frame does without it
	const socket = new WebSocket(await socketAddress({client, signal}), {dispatcher: pool, headers: {'user-agent': userAgent}});
	const close = () => {
		socket.close();
	};

	const timer = setInterval(() => {
		if (socket.readyState === WebSocket.OPEN) {
			socket.send(JSON.stringify({PING: 'Ok'}));
		}
	}, beat);
	signal?.addEventListener('abort', close);
	socket.addEventListener('open', () => {
		socket.send(JSON.stringify({SUBSCRIBE: {path: 'ALL', UA: 'jottafm'}}));
	});
	socket.addEventListener('message', ({data}) => {
		for (const folder of foldersOf(String(data))) {
			onChange(folder);
		}
	});
	try {
		await new Promise<void>(resolve => {
			socket.addEventListener('close', () => {
				resolve();
			});
			socket.addEventListener('error', () => {
				resolve();
			});
		});
	} finally {
		clearInterval(timer);
		signal?.removeEventListener('abort', close);
	}
}

/** A token of its own, for the socket only. */
async function socketAddress({client, signal}: CloudOptions): Promise<string> {
	const {hosts, user} = client;
	const {text} = await client.send({
		method: 'GET', url: `${hosts.jfs.replace(/\/jfs$/v, '')}/rest/token/${encodeSegment(user)}/createToken`, subject: 'change events', mayRepeat: false, signal,
	});
	const element = parseDocument(text)?.element;
	return `${hosts.events}/ws/${encodeSegment(user)}/${encodeSegment((element && textOf(element, 'authToken')) ?? '')}`;
}

/** The folders that an event is about: where something went from, and where to. */
function foldersOf(message: string): readonly string[] {
	const event = v.safeParse(eventSchema, parseJson(message));
	if (!event.success) {
		return [];
	}

	const {FROM, TO} = event.output.EVENT.D;
	return [FROM, TO].filter(path => typeof path === 'string').map(path => parentPath(path.slice(path.indexOf('/', 1))));
}
