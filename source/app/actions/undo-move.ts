import {Failure} from '../../failure.ts';
import {isUnchanged} from '../../files/compare.ts';
import type {Entry} from '../../files/entry.ts';
import {
	baseSegment,
	joinPath,
	parentPath,
	folderOf,
	type Location,
} from '../../files/location.ts';
import {counted} from '../../format.ts';
import {isSameSystem} from '../../transfers/direction.ts';
import type {Item} from '../../transfers/item.ts';
import type {App} from '../app.ts';

type Arrived = {readonly from: Location; readonly to: Location; readonly entry: Entry};

/**
Moves back what a move has put at its target, under the name it got there, as long as it still is what arrived.
What is not finished is cancelled first: only then is it known what arrived.
*/
export async function moveBack(app: App, jobs: readonly number[]): Promise<void> {
	const {queue, journal, session, transfers, startEngine} = app;
	if (jobs.some(job => !queue.isOver(job))) {
		for (const job of jobs) {
			queue.cancelJob(job);
		}

		journal.add({kind: 'move', jobs});
		transfers.look();
		session.say('The move was not finished: the rest is cancelled and stays where it is. u again moves back what has arrived.');
		return;
	}

	const arrived = jobs.flatMap(job => queue.itemsOf(job)).flatMap(item => whatArrived(item));
	const same = await stillThere(app, arrived).catch((error: unknown) => {
		journal.add({kind: 'move', jobs}); // nothing was done yet: u tries again
		throw error;
	});
	for (const {from, to} of same) {
		queue.add({
			kind: 'move', sources: [to], target: folderOf(from), targetName: baseSegment(from.path), overwrite: 'ask',
		});
	}

	startEngine();
	transfers.look();
	const changed = arrived.length - same.length;
	if (same.length === 0) {
		throw new Failure('not-found', changed > 0 ? 'What was moved is gone from there or was changed since: nothing is moved back.' : 'Nothing of that move has arrived, or the queue was cleared since: nothing is moved back.', {nextStep: 'F6 moves what you choose.'});
	}

	session.say(`Queued ${counted(same.length, 'item')} to move back${changed > 0 ? `; ${changed} gone or changed since, left alone` : ''}.`);
}

/** A folder that was made to hold files is not moved back: it may have held others before. One that was renamed whole is. */
function whatArrived({kind, source, target, state}: Item): readonly Arrived[] {
	return state.phase === 'done' && state.arrived && (kind === 'file' || isSameSystem(source, target))
		? [{from: source, to: {...target, path: joinPath(parentPath(target.path), state.arrived.segment)}, entry: state.arrived}]
		: [];
}

/** One listing a folder, however many files have arrived in it. */
async function stillThere({openFileSystem}: App, arrived: readonly Arrived[]): Promise<readonly Arrived[]> {
	const kept: Arrived[] = [];
	for (const together of Map.groupBy(arrived, ({to}) => JSON.stringify(folderOf(to))).values()) {
		const folder = folderOf(together[0]!.to);
		const files = await openFileSystem(folder);
		const now = new Map<string, Entry>();
		try {
			for await (const batch of files.list(folder.path)) {
				for (const entry of batch) {
					now.set(entry.segment, entry);
				}
			}
		} catch (error) {
			if (!(error instanceof Failure) || error.code !== 'not-found') {
				throw error;
			}
		}

		kept.push(...together.filter(({entry}) => isUnchanged(entry, now.get(entry.segment))));
	}

	return kept;
}
