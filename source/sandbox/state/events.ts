import {randomBytes, randomUUID} from 'node:crypto';
import {sandboxTime} from '../http/xml-text.ts';
import type {SandboxClock} from './clock.ts';
import type {Revision} from './revisions.ts';
import type {Node} from './tree.ts';

/*
The events that listeners get about changes (protocol.md 13, E57).
*/

export type EventKind =
	| 'CREATE_DEVICE' | 'CREATE_DIR' | 'NEW_UPLOAD' | 'MOVE' | 'MOVE_DIR' | 'RESTORE' | 'RESTORE_MP'
	| 'DELETE' | 'DELETE_DIR' | 'DELETE_MP' | 'DELETE_DEVICE' | 'HARD_DELETE_FILE' | 'HARD_DELETE_DIR'
	| 'SHARE_FILE' | 'UNSHARE_FILE';

/** A change, with the path of its node below the user: before the change, where that has moved it. */
export type TreeChange = {
	readonly kind: EventKind;
	readonly node: Node;
	readonly from: string;
	readonly to?: string;
	readonly revision?: Revision | undefined;
};

export type EventHub = {
	readonly areHeard: () => boolean;
	/** Notes a change: `publish` tells the listeners once it is certain, `forget` drops it. */
	readonly note: (change: TreeChange) => void;
	readonly publish: () => void;
	readonly forget: () => void;
	readonly listen: (listener: (event: string) => void) => () => void; // returns how to stop
	readonly lastId: () => string;
	readonly createToken: () => string;
	readonly isToken: (token: string) => boolean;
};

export function openEventHub(username: string, clock: SandboxClock): EventHub {
	const listeners = new Set<(event: string) => void>();
	const tokens = new Set<string>();
	let noted: TreeChange[] = [];
	let lastId = '';
	return {
		areHeard: () => listeners.size > 0,
		note(change) {
			noted.push(change);
		},
		publish() {
			const certain = noted;
			noted = [];
			for (const change of certain) {
				lastId = randomUUID();
				const event = eventText(change, {username, now: clock.now(), id: lastId});
				for (const listener of listeners) {
					listener(event);
				}
			}
		},
		forget() {
			noted = [];
		},
		listen(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		lastId: () => lastId,
		createToken() {
			const token = randomBytes(16).toString('hex');
			tokens.add(token);
			return token;
		},
		isToken: token => tokens.has(token),
	};
}

function eventText({kind, node, from, to, revision}: TreeChange, {username, now, id}: {readonly username: string; readonly now: number; readonly id: string}): string {
	const file = revision && {
		created: sandboxTime(revision.created),
		modified: sandboxTime(revision.modified),
		updated: sandboxTime(revision.updated),
		fileuuid: node.uuid,
		md5: revision.md5,
		mimeType: revision.mime,
		revision: String(revision.number),
		size: String(revision.size),
	};
	const event = {
		U: username,
		A: 'sandbox',
		T: 'PATH',
		ST: kind,
		TS: now,
		D: {
			FROM: `/${username}${from}`, ...(to !== undefined && {TO: `/${username}${to}`}), actorDevice: 'sandbox', dfs: 'dn-131', uuid: node.uuid, ...file,
		},
		uuid: id,
		unixnano: now * 1_000_000,
	};
	return JSON.stringify({EVENT: event, Length: JSON.stringify(event).length});
}
