import {Failure} from '../../../failure.ts';
import type {Entry} from '../../../files/entry.ts';
import {destroyEntry} from '../../../jotta/changes.ts';
import {findEntry, findLive, readEntry} from '../../../jotta/find.ts';
import type {Client} from '../../../jotta/client.ts';
import {moveEntry} from '../../../jotta/move.ts';
import {placeContent} from '../../../jotta/place-content.ts';
import {isAsSeen} from '../../same-content.ts';
import type {Item, ItemFacts, WorkStep} from '../../item.ts';
import {TargetChanged} from './target-changed.ts';
import type {WorkTools} from './work.ts';

/*
Replacing without keeping a version (the setting no_versions). The service has no verb for it: the old file is moved
aside, the new one takes its name, and the old one is deleted permanently. All names on the way are recorded before.
*/

type Replacement = {
	readonly to: string;
	readonly staged: string; // where the new one waits
	readonly aside: string;
	readonly seen: ItemFacts['target'];
};

type ReplaceTools = {readonly client: Client; readonly signal: AbortSignal};

/**
Gives the staged file the name of the one that was seen there. Of two writers each finds the other's whole file, and decides about it.
Once begun it is brought to its end, in a few short requests: should the queue be gone, nobody would give the old file its name again.
@throws TargetChanged when that is no longer what was decided about; it is left as it is
*/
export async function replacePermanently({to, staged, aside, seen}: Replacement, {name, client, signal}: ReplaceTools & {readonly name: string}): Promise<Entry> {
	signal.throwIfAborted();
	const tools = {client};
	try {
		await moveEntry(to, aside, tools);
	} catch (error) {
		throw isCode(error, 'not-found') ? new TargetChanged(name) : error;
	}

	const left = await readEntry(aside, tools);
	if (!isAsSeen(seen, left)) {
		await putBack({to, aside, left}, tools);
		throw new TargetChanged(name);
	}

	try {
		await moveEntry(staged, to, tools);
	} catch (error) {
		if (isCode(error, 'already-exists')) {
			await destroyEntry(aside, 'file', tools); // it was to be deleted anyway, and somebody has its name by now
			throw new TargetChanged(name);
		}

		await putBack({to, aside, left}, tools).catch(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- the network may be down: it is recorded, and the next try does it
		throw error;
	}

	await destroyEntry(aside, 'file', tools);
	return readEntry(to, tools);
}

function isCode(error: unknown, code: Failure['code']): boolean {
	return error instanceof Failure && error.code === code;
}

/** Gives the file that was moved aside its name again; where that is taken by now, it becomes the newest version of what is there. */
async function putBack({to, aside, left}: Pick<Replacement, 'to' | 'aside'> & {readonly left: Entry}, tools: Pick<ReplaceTools, 'client'>): Promise<void> {
	try {
		await moveEntry(aside, to, tools);
	} catch (error) {
		if (!isCode(error, 'already-exists')) {
			throw error;
		}

		await placeContent({
			from: aside, to, facts: left, onConflict: 'new-revision',
		}, tools);
		await destroyEntry(aside, 'file', tools);
	}
}

type StepTools = Pick<WorkTools, 'opener' | 'signal' | 'step'>;

/** Recovers from an engine that was killed in the middle of it: no name is missing afterwards, and all is decided again. */
export async function recoverReplacement({target}: Pick<Item, 'target'>, {opener, signal, step}: StepTools): Promise<void> {
	const {to, aside, seen} = step();
	if (aside === undefined || to === undefined || target.kind === 'local') {
		return;
	}

	const client = await opener.client(target.account);
	const left = await findLive(aside, {client, signal});
	if (!left) {
		return;
	}

	const tools = {client}; // brought to its end, too
	if (isAsSeen(seen, left) && await findLive(to, tools)) {
		await destroyEntry(aside, 'file', tools); // replaced already
	} else {
		await putBack({to, aside, left}, tools);
	}
}

/** Deletes what was sent to a staging path for a file that is not replaced after all. */
export async function dropStaged({target}: Pick<Item, 'target'>, {opener, signal, step, onStep}: StepTools & Pick<WorkTools, 'onStep'>): Promise<void> {
	const {staged, ...rest}: WorkStep = step();
	if (staged === undefined || target.kind === 'local') {
		return;
	}

	const tools = {client: await opener.client(target.account), signal};
	if (await findEntry(staged, tools)) {
		await destroyEntry(staged, 'file', tools);
	}

	onStep(rest);
}
