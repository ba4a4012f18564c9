import {Failure} from '../../../failure.ts';
import {foldIn} from '../../../files/letter-case.ts';
import type {Location} from '../../../files/location.ts';
import {foldName} from '../../../jotta/names.ts';
import type {ItemSubject} from '../../item.ts';
import type {Job} from '../../job.ts';
import type {Items} from '../../store/items.ts';

/** Targets of a job so far and where each comes from, by what the target takes for one name. */
export type SeenTargets = {
	readonly keyOf: (target: Location) => string;
	readonly targets: Map<string, {readonly target: string; readonly source: string}>;
};

/** The targets that an earlier count of this job has found. */
export async function readSeen({id, target: folder}: Pick<Job, 'id' | 'target'>, items: Pick<Items, 'eachOf'>): Promise<SeenTargets> {
	const fold = folder.kind === 'cloud' ? foldName : await foldIn(folder.path);
	const keyOf = ({path}: Location) => fold(path);
	const targets: SeenTargets['targets'] = new Map();
	for (const {source, target} of items.eachOf(id)) {
		const key = keyOf(target);
		if (!targets.has(key)) {
			targets.set(key, {target: target.path, source: source.path});
		}
	}

	return {keyOf, targets};
}

/** Refuses the second of two names that are one at the target: it would be sent over the first. Folders of one name become one. */
export function checkClash({kind, source, target, name}: ItemSubject, {keyOf, targets}: SeenTargets): void {
	const key = keyOf(target);
	const before = targets.get(key);
	if (before === undefined) {
		targets.set(key, {target: target.path, source: source.path});
	} else if (before.source === source.path) {
		// Counted again.
	} else if (before.target !== target.path) {
		const who = target.kind === 'cloud' ? 'Jottacloud' : 'the disk';
		throw new Failure('name-not-allowed', `${name} differs only in case from another name beside it, and ${who} takes both for one.`, {
			nextStep: 'Rename one of the two.',
		});
	} else if (kind === 'file') {
		throw new Failure('already-exists', `Two of what is copied have the name ${name} there; this is the second.`, {nextStep: {kind: 'decide-or-copy-elsewhere'}});
	}
}
