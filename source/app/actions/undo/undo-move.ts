import {enqueue} from '../enqueue.ts';
import {Failure} from '../../../failure.ts';
import {findAt} from '../../../files/find.ts';
import {baseSegment, folderOf} from '../../../files/location.ts';
import {counted} from '../../../format.ts';
import {isOneSystem} from '../../../transfers/direction.ts';
import type {JobRequest} from '../../../transfers/job.ts';
import {identityBy} from '../../../transfers/open-location.ts';
import type {App} from '../../app.ts';
import type {NameCodec} from '../../../jotta/name-codec.ts';
import {returnByPieces, trashEmptied} from './undo-move-pieces.ts';
import {nameAfter, planReturns, type Return} from './undo-move-plan.ts';

/**
Moves back what a move has brought to its target, if it is unchanged since.
An unfinished move is only cancelled: undo it again to move back what has arrived.
*/
export async function moveBack(app: App, jobs: readonly number[]): Promise<void> {
	const {service: {queue, names}, stores: {journal, messages, transfers}} = app;
	if (jobs.some(job => !queue.isOver(job))) {
		for (const job of jobs) {
			queue.cancelJob(job);
		}

		journal.add({kind: 'move', jobs});
		transfers.poll();
		messages.say('The move was not finished: the rest is cancelled and stays where it is. u again moves back what has arrived.');
		return;
	}

	const {returns, left} = await planReturns(app, jobs.flatMap(job => queue.itemsOf(job))).catch((error: unknown) => {
		journal.add({kind: 'move', jobs}); // nothing was done yet: undo can try again
		throw error;
	});
	const blocked = await inTheTrash(app, returns);
	enqueue(app, requestsFor(returns.filter(one => !blocked.includes(one)), names));
	for (const one of blocked) {
		const pieces = await returnByPieces(app, one);
		app.attempt(async () => trashEmptied(app, one, pieces));
	}

	if (returns.length === 0) {
		throw new Failure('not-found', left > 0 ? 'What was moved is gone from there or was changed since: nothing is moved back.' : 'Nothing of that move has arrived, or the queue was cleared since: nothing is moved back.', {nextStep: 'F6 moves what you choose.'});
	}

	messages.say(`Queued ${counted(returns.length, 'item')} to move back${left > 0 ? `; ${left} gone or changed since, left alone` : ''}.`);
}

/** Renamed cloud folders whose old name is taken by a folder in the trash. */
async function inTheTrash({service: {openFileSystem, openClient}}: App, returns: readonly Return[]): Promise<readonly Return[]> {
	const found = await Promise.all(returns.filter(({isFolder, from}) => isFolder && from.kind === 'cloud').map(async one => {
		if (!await isOneSystem(one.from, one.to, {identity: identityBy(openClient)})) {
			return undefined;
		}

		const there = await findAt(await openFileSystem(one.to), one.to.path);
		return there?.deletedAt === undefined ? undefined : one;
	}));
	return found.filter(one => one !== undefined);
}

/** One job for each folder or changed name, and one for all other files that go back to the same folder. */
function requestsFor(returns: readonly Return[], names: NameCodec): readonly JobRequest[] {
	const isSingle = ({from, to, isFolder}: Return) => isFolder || nameAfter(from, to, names) !== baseSegment(to.path);
	const singles = returns.filter(one => isSingle(one)).map(({verb, from, to}): JobRequest => ({
		kind: verb, sources: [from], target: folderOf(to), targetName: baseSegment(to.path), overwrite: 'ask',
	}));
	const together = Map.groupBy(returns.filter(one => !isSingle(one)), ({verb, from, to}) => JSON.stringify([verb, from.kind === 'cloud' && from.account, folderOf(to)]));
	return [...singles, ...Array.from(together.values(), ([first, ...more]): JobRequest => ({
		kind: first!.verb, sources: [first!, ...more].map(({from}) => from), target: folderOf(first!.to), overwrite: 'ask',
	}))];
}
