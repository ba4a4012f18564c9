import type {DatabaseSync} from 'node:sqlite';
import {Failure} from '../../failure.ts';
import type {Location} from '../../files/location.ts';
import {foldName} from '../../jotta/names.ts';
import {itemOfRow, type ItemSubject} from '../item.ts';

/** Targets of this job so far and where each comes from, by what the target takes for one name. */
export type Seen = Map<string, {readonly target: string; readonly source: string}>;

/** What an earlier count of this job has found. */
export function readSeen(database: DatabaseSync, job: number): Seen {
	const seen: Seen = new Map();
	for (const row of database.prepare('SELECT * FROM items WHERE job = ? AND kind <> \'source\' ORDER BY id').iterate(job)) {
		const {source, target} = itemOfRow(row);
		const key = keyOf(target);
		if (!seen.has(key)) {
			seen.set(key, {target: target.path, source: source.path});
		}
	}

	return seen;
}

function keyOf(target: Location): string {
	return target.kind === 'cloud' ? foldName(target.path) : target.path;
}

/** Two names that the target takes for one: the second is not sent over the first. Folders of one name become one. */
export function checkClash({kind, source, target, name}: ItemSubject, seen: Seen): void {
	const key = keyOf(target);
	const before = seen.get(key);
	if (before === undefined) {
		seen.set(key, {target: target.path, source: source.path});
	} else if (before.source === source.path) {
		// Counted again.
	} else if (before.target !== target.path) {
		throw new Failure('name-not-allowed', `${name} differs only in case from another name beside it, and Jottacloud takes both for one.`, {nextStep: 'Rename one of the two.'});
	} else if (kind === 'file') {
		throw new Failure('already-exists', `Two of what is copied have the name ${name} there; this is the second.`, {nextStep: 'r decides about it as about any name that is taken; or copy it elsewhere.'});
	}
}
