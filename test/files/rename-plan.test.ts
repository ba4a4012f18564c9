import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {planRenames, type RenameStep} from '../../source/files/rename-plan.ts';

const exact = (segment: string) => segment;

/** A folder as the steps leave it: content by name. A step onto a taken name is refused, as a file system does. */
function applied(folder: ReadonlyMap<string, string>, steps: readonly RenameStep[]): ReadonlyMap<string, string> {
	const now = new Map(folder);
	for (const {from, to} of steps) {
		if (now.has(to)) {
			throw new Error(`${to} is taken`);
		}

		now.set(to, now.get(from)!);
		now.delete(from);
	}

	return now;
}

describe('the plan of many renames', () => {
	it('lets names change places, in twos and in rings', () => {
		const olds = ['a', 'b', 'c', 'd', 'e'];
		const news = ['b', 'a', 'd', 'e', 'c'];

		const after = applied(new Map(olds.map(name => [name, `was ${name}`])), planRenames({
			olds, news, others: [], fold: exact,
		}));

		expect(Object.fromEntries(after)).toEqual(Object.fromEntries(news.map((name, index) => [name, `was ${olds[index]}`])));
	});

	it('gives every file its name whatever the order, and loses none', () => {
		fc.assert(fc.property(fc.uniqueArray(fc.constantFrom(...'abcdefgh'), {minLength: 1}), fc.shuffledSubarray([...'abcdefghijkl'], {minLength: 8}), (olds, pool) => {
			const news = pool.slice(0, olds.length);

			const after = applied(new Map(olds.map(name => [name, `was ${name}`])), planRenames({
				olds, news, others: [], fold: exact,
			}));

			expect(Object.fromEntries(after)).toEqual(Object.fromEntries(news.map((name, index) => [name, `was ${olds[index]}`])));
		}));
	});

	it('changes only the case in one step where case does not count', () => {
		expect(planRenames({
			olds: ['a.txt'], news: ['A.txt'], others: [], fold: name => name.toUpperCase(),
		})).toEqual([{from: 'a.txt', to: 'A.txt'}]);
	});

	it.each([
		['a line that is missing', ['x'], /1 name for 2 files/v],
		['an empty name', ['x', ' '], /empty/v],
		['a name wanted twice', ['x', 'X'], /wanted twice/v],
		['a name that another file has', ['x', 'Taken'], /there already/v],
	])('refuses %s, before anything is renamed', (_, news, reason) => {
		expect(() => planRenames({
			olds: ['a', 'b'], news, others: ['taken'], fold: name => name.toUpperCase(),
		})).toThrow(reason);
	});
});
