import {
	describe,
	expect,
	it,
} from 'vitest';
import {comparator, sortInSlices} from '../../../source/app/stores/sorting.ts';
import {
	file,
	folder,
	now,
	openTestApp,
} from '../../support/app/test-app.ts';

const here = {kind: 'local', path: '/home/per'} as const;

describe('sorting', () => {
	it('puts folders first, compares numbers as numbers, and ignores case', async () => {
		const entries = [file('img10.jpg'), file('IMG2.jpg'), folder('zoo'), file('a.txt')];
		const sorted = await sortInSlices(entries, comparator({key: 'name', isReversed: false}), new AbortController().signal);

		expect(sorted?.map(({name}) => name)).toEqual(['zoo', 'a.txt', 'IMG2.jpg', 'img10.jpg']);
	});

	it('puts the largest or the newest first when asked for', async () => {
		const entries = [file('small', 1, now), file('large', 9, now - 1e6)];
		const order = async (key: 'size' | 'modified', isReversed = false) => (await sortInSlices(entries, comparator({key, isReversed}), new AbortController().signal))?.map(({name}) => name);

		expect(await order('size')).toEqual(['large', 'small']);
		expect(await order('modified')).toEqual(['small', 'large']);
		expect(await order('size', true)).toEqual(['small', 'large']);
	});

	it('gives the same order at once and in slices', async () => {
		const entries = Array.from({length: 7001}, (_, index) => file(`f${(index * 7919) % 7001}`));
		const compare = comparator({key: 'name', isReversed: false});

		expect(await sortInSlices(entries, compare, new AbortController().signal)).toEqual(entries.toSorted(compare));
	});

	it('ends without a result when it is aborted', async () => {
		const abort = new AbortController();
		let looks = 0;
		const sorting = sortInSlices(Array.from({length: 100_000}, (_, index) => file(`f${index}`)), () => {
			looks += 1;
			abort.abort();
			return -1;
		}, abort.signal);

		expect(await sorting).toBeUndefined();
		expect(looks).toBeLessThan(5000); // the slice it was in
	});

	it('takes in what a transfer places meanwhile', async () => {
		const {panes: [left]} = await openTestApp({local: {'/home/per': Array.from({length: 5000}, (_, index) => file(`f${index}`, index))}});

		const sorting = left.sortBy({key: 'size', isReversed: false});
		left.apply({
			kind: 'placed', folder: here, entry: file('new', 2500),
		});
		await sorting;

		expect(left.get().entries.map(({size = 0}) => size)).toEqual(left.get().entries.map(({size = 0}) => size).toSorted((one, other) => other - one));
		expect(left.get().entries).toHaveLength(5001);
	});
});
