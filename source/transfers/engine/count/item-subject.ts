import {Failure} from '../../../failure.ts';
import {baseSegment, joinPath, type Location} from '../../../files/location.ts';
import {localFromStored, storedFromLocal} from '../../../jotta/names.ts';
import {directionOf} from '../../direction.ts';
import {sourceFacts, type ItemSubject} from '../../item.ts';
import type {Job} from '../../job.ts';
import type {Direction} from '../../snapshot.ts';
import type {NameCodec} from '../../../jotta/name-codec.ts';
import type {TargetListing} from './target-listing.ts';
import type {FoundSource} from './walk-source.ts';

/** What an item is about: where it comes from, and where it goes. */
export function subjectOf(job: Job, {path, entry}: FoundSource, source: Location, target: TargetListing): ItemSubject {
	const direction = directionOf(source, job.target);
	const below = path.length > source.path.length ? path.slice(source.path.length + 1).split('/') : [];
	const names = [job.targetName ?? mapName(baseSegment(source.path), direction, target.names), ...below.map(segment => mapName(segment, direction, target.names))];
	const isSave = job.basis !== undefined && entry.kind === 'file';
	return {
		job: job.id,
		kind: entry.kind === 'folder' ? 'folder' : 'file',
		direction,
		name: names.map(segment => target.displayName(segment)).join('/'),
		source: {...source, path},
		target: {...job.target, path: names.reduce((folder, segment) => joinPath(folder, segment), job.target.path)},
		facts: {source: sourceFacts(entry), ...(isSave && {agreed: job.basis})},
		size: entry.kind === 'file' && entry.symlink === undefined ? entry.size ?? 0 : 0, // of a link, that of what it points to
		...(isSave && {decision: 'overwrite'}),
	};
}

/** An item that stands for what could not be counted. */
export function uncounted(job: Job, {path, source}: Readonly<{path: string; source: Location}>, target: TargetListing): ItemSubject {
	const segment = baseSegment(path);
	return {...subjectOf(job, {path, entry: {segment, name: segment, kind: 'folder'}}, source, target), kind: 'source'};
}

/** With what is at the target of an upload, from one listing a folder: an unchanged tree then costs no request a file. Also for a move to the disk, and for a folder: undoing the move leaves what was there before. */
export async function withTarget(subject: ItemSubject, target: TargetListing, {kind}: Job): Promise<ItemSubject> {
	const isLooked = subject.direction === 'up' || subject.kind === 'folder' || (kind === 'move' && subject.target.kind === 'local');
	if (!isLooked) {
		return subject;
	}

	const there = await target.find(subject.target.path);
	if (there?.kind === 'folder' && subject.kind === 'folder') {
		return {...subject, facts: {...subject.facts, target: {}}};
	}

	if (there?.kind !== 'file' || subject.kind !== 'file') {
		return subject;
	}

	const {size, modified, md5, revision} = there;
	return {
		...subject,
		facts: {
			...subject.facts,
			target: {
				...(size !== undefined && {size}), ...(modified !== undefined && {modified}), ...(md5 !== undefined && {md5}), ...(revision !== undefined && {revision}),
			},
		},
	};
}

/** Why a folder cannot be made: something that is not a folder has its name. */
export async function findObstacle({kind, target: {path}, name}: ItemSubject, target: TargetListing): Promise<Failure | undefined> {
	const there = kind === 'folder' ? await target.find(path) : undefined;
	return there === undefined || there.kind === 'folder' || there.deletedAt !== undefined
		? undefined
		: new Failure('already-exists', `${name} is not a folder there: nothing can be put into it.`, {nextStep: {kind: 'retry-after', step: 'Rename one of the two, or copy to another folder'}});
}

/** Names are mapped one by one, so that no name can lead out of the target folder. */
function mapName(segment: string, direction: Direction, names: NameCodec): string {
	switch (direction) {
		case 'up': {
			return storedFromLocal(segment, names);
		}

		case 'down': {
			return localFromStored(segment, names);
		}

		case 'cloud':
		case 'local': {
			return segment;
		}

		default: {
			throw new TypeError(`unknown direction ${String(direction satisfies never)}`);
		}
	}
}
