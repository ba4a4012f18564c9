import {randomBytes} from 'node:crypto';
import {mkdirSync} from 'node:fs';
import path from 'node:path';
import type {DatabaseSync} from 'node:sqlite';
import {
	openEventHub,
	type TreeChange,
	type EventKind,
	type EventHub,
} from './events.ts';
import {openIdentity, type Identity, type Person} from './identity.ts';
import {createSandboxClock, type SandboxClock} from './clock.ts';
import {openContentStore, type ContentStore} from './content.ts';
import {atomically, openSandboxDatabase} from './database.ts';
import {defaultLimits, type Limits} from './limits.ts';
import {openRevisions, type Revisions} from './revisions.ts';
import {switchesOf, type Profile} from './profiles.ts';
import type {Switches} from './service-switches.ts';
import {
	openTree,
	root,
	type Node,
	type Tree,
} from './tree.ts';

/** Everything a request works on. */
export type SandboxState = {
	readonly database: DatabaseSync;
	readonly clock: SandboxClock;
	readonly tree: Tree;
	readonly revisions: Revisions;
	readonly content: ContentStore;
	readonly identity: Identity;
	readonly events: EventHub;
	readonly person: Person;
	readonly limits: Limits;
	readonly switches: Switches;
};

export type StateOptions = {
	readonly directory: string;
	readonly limits?: {readonly [Name in keyof Limits]?: Limits[Name] | undefined};
	readonly profile?: Profile | undefined;
	readonly switches?: Partial<Switches>; // they win over the profile
};

/** Opens a state directory, or makes a new account in it (protocol.md E20). */
export function openState({directory, limits: known = {}, profile = 'default', switches: chosen = {}}: StateOptions): SandboxState {
	mkdirSync(directory, {recursive: true});
	const database = openSandboxDatabase(path.join(directory, 'sandbox.sqlite'));
	const clock = createSandboxClock();
	const content = openContentStore(directory);
	const switches = switchesOf(profile, chosen);
	const tree = openTree(database, switches);
	const revisions = openRevisions(database, content.drop);
	forgetUploads(content, revisions);
	const limits = {...defaultLimits, ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))};
	const person = {
		username: username(database), email: 'ola@example.no', name: 'Ola Nordmann', password: 'sandbox', otp: '123456',
	};
	if (!tree.child(root, 'Jotta')) {
		const jotta = tree.add(root, 'Jotta', 'device', 'JOTTA');
		for (const name of ['Archive', 'Shared', 'Sync']) {
			tree.add(jotta.id, name, 'mountpoint');
		}
	}

	return {
		database,
		clock,
		tree,
		revisions,
		content,
		identity: openIdentity(database, {
			person, clock, limits, switches,
		}),
		events: openEventHub(person.username, clock),
		person,
		limits,
		switches,
	};
}

/** Deletes what a kill has left: bytes of uploads that cannot be continued. */
function forgetUploads(content: ContentStore, revisions: Revisions): void {
	for (const upload of content.uploads()) {
		const revision = revisions.byUpload(upload);
		if (!revision || content.received(upload) >= revision.size) {
			content.discard(upload);
		}
	}
}

function username(database: DatabaseSync): string {
	database.prepare('INSERT OR IGNORE INTO account VALUES (\'username\', ?)').run(randomBytes(12).toString('hex'));
	return String(database.prepare('SELECT value FROM account WHERE name = \'username\'').get()?.value);
}

/** The service keeps whole seconds (protocol.md 2.4). */
export function wholeSecond(milliseconds: number): number {
	return Math.floor(milliseconds / 1000) * 1000;
}

/** /user/device/mountpoint/… of a node's parent. */
export function parentPathOf({tree, person}: SandboxState, node: Node): string {
	const parent = tree.byId(node.parent);
	return parent ? `/${person.username}${tree.pathOf(parent)}` : `/${person.username}`;
}

/** Notes for the listeners what happens to a node; of a file with its current revision. */
export function noteChange({events, tree, revisions}: SandboxState, kind: EventKind, node: Node, where: Partial<Pick<TreeChange, 'from' | 'to'>> = {}): void {
	if (events.areHeard()) {
		events.note({
			kind, node, from: tree.pathOf(node), revision: node.kind === 'file' ? revisions.current(node.id) : undefined, ...where,
		});
	}
}

/** All of the change happens, or none. Once it is certain, content that nothing refers to is deleted, and the listeners are told. */
export function changeState<Result>({database, content, events}: SandboxState, change: () => Result): Result {
	try {
		const result = atomically(database, change);
		content.sweep();
		events.publish();
		return result;
	} catch (error) {
		content.forget();
		events.forget();
		throw error;
	}
}
