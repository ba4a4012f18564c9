import {describe, expect, it} from 'vitest';
import type {Entry} from '../../../../source/files/entry.ts';
import type {Location} from '../../../../source/files/location.ts';
import {
	findObstacle,
	subjectOf,
	uncounted,
	withTarget,
} from '../../../../source/transfers/engine/count/item-subject.ts';
import type {TargetListing} from '../../../../source/transfers/engine/count/target-listing.ts';
import type {Job} from '../../../../source/transfers/job.ts';
import {cloud, disk} from '../../../support/engine.ts';
import {standardNames} from '../../../support/names.ts';

const job = (target: Location, targetName?: string): Job => ({
	id: 1, kind: 'copy', sources: [], target, overwrite: 'newer', checksum: false, state: 'counting', expandedSources: 0, ...(targetName !== undefined && {targetName}),
});
const listing = (there?: Entry): TargetListing => ({names: standardNames, find: async () => there, displayName: segment => `“${segment}”`});
const file: Entry = {
	segment: 'x', name: 'x', kind: 'file', size: 5, modified: 1000, md5: 'a',
};

describe('what is copied', () => {
	it('goes to its name below the target, each name spelled for where it goes', () => {
		const up = subjectOf(job(cloud()), {path: '/home/ola/a:b/c?.txt', entry: file}, disk('/home/ola/a:b'), listing());
		const down = subjectOf(job(disk('/srv')), {path: '/Jotta/Archive/a：b/c.txt', entry: file}, cloud('/a：b'), listing());

		expect(up).toMatchObject({
			kind: 'file', direction: 'up', source: disk('/home/ola/a:b/c?.txt'), target: cloud('/a：b/c？.txt'), size: 5, facts: {source: {size: 5, modified: 1000, md5: 'a'}}, name: '“a：b”/“c？.txt”',
		});
		expect(down).toMatchObject({direction: 'down', target: disk('/srv/a:b/c.txt')});
	});

	it('goes to another name where one was given, with all below it', () => {
		expect(subjectOf(job(cloud(), 'new'), {path: '/album', entry: file}, disk('/album'), listing()).target).toEqual(cloud('/new'));
		expect(subjectOf(job(cloud(), 'new'), {path: '/album/a', entry: file}, disk('/album'), listing()).target).toEqual(cloud('/new/a'));
	});

	it('has a size only where it is a file of a known one', () => {
		const sizeOf = (entry: Entry) => subjectOf(job(cloud()), {path: '/a', entry}, disk('/a'), listing()).size;

		expect([sizeOf(file), sizeOf({...file, kind: 'folder'}), sizeOf({segment: 'x', name: 'x', kind: 'file'}), sizeOf({...file, symlink: 'y'})]).toEqual([5, 0, 0, 0]);
	});

	it('may be what could not be counted', () => {
		expect(uncounted(job(cloud()), {path: '/album/deep', source: disk('/album')}, listing())).toMatchObject({kind: 'source', target: cloud('/album/deep'), size: 0});
	});
});

describe('what stands at a target', () => {
	const subject = subjectOf(job(cloud()), {path: '/a', entry: file}, disk('/a'), listing());

	it('is noted of a file that goes to the cloud, as far as it is known', async () => {
		const there = {...file, size: 7, revision: 3};

		expect((await withTarget(subject, listing(there), job(cloud()))).facts.target).toEqual({
			size: 7, modified: 1000, md5: 'a', revision: 3,
		});
		expect((await withTarget(subject, listing({segment: 'x', name: 'x', kind: 'file'}), job(cloud()))).facts.target).toEqual({});
	});

	it.each([
		['nothing is there', subject, undefined],
		['a folder is there', subject, {...file, kind: 'folder'}],
		['it is a folder that goes there', {...subject, kind: 'folder'}, file],
		['it goes to the disk', {...subject, direction: 'down'}, file],
	] as const)('is not noted where %s', async (_, about, there) => {
		expect(await withTarget(about, listing(there), job(cloud()))).toBe(about);
	});

	it.each([
		['nothing', undefined, false],
		['a folder', {...file, kind: 'folder'}, false],
		['a file', file, true],
		['a file in the trash', {...file, deletedAt: 1}, false],
	] as const)('may be in the way of a folder: %s', async (_, there, isInTheWay) => {
		const failure = await findObstacle({...subject, kind: 'folder'}, listing(there));

		expect(failure?.code).toBe(isInTheWay ? 'already-exists' : undefined);
		expect(await findObstacle(subject, listing(there))).toBeUndefined();
	});
});
