import {describe, expect, it} from 'vitest';
import {createList} from '../../../source/app/stores/list.ts';
import {Failure} from '../../../source/failure.ts';

it('a list that cannot be read again keeps its rows, and says of when they are', async () => {
	const list = createList<string>({idOf: row => row});
	const offline = new Failure('offline', 'Nobody answers.', {nextStep: ''});
	const failing = async function * (): AsyncGenerator<readonly string[]> {
		yield ['c'];
		throw offline;
	};

	await list.load(failing);
	expect(list.get()).toMatchObject({rows: ['c'], problem: {sentence: 'Nobody answers.'}});
	await list.load(failing);
	expect(list.get()).toMatchObject({rows: ['c'], isLoading: false, problem: {sentence: 'Nobody answers. What is shown is as it was before.'}});
});

describe('the cursor of a list', () => {
	const open = async (...rows: readonly string[]) => {
		const list = createList<{readonly id: string}>({idOf: ({id}) => id});
		const load = async (...ids: readonly string[]) => list.load(async function * () {
			yield ids.map(id => ({id}));
		});
		await load(...rows);
		return {
			list,
			load,
			under: () => list.get().rows[list.get().cursor]?.id,
		};
	};

	it('follows its row, and marks stay on theirs, when the list is read again', async () => {
		const {list, load, under} = await open('a', 'b', 'c');
		list.toggle();
		list.moveTo(2);

		await load('new', 'a', 'b', 'c');

		expect([under(), list.current()?.id, list.chosen().map(({id}) => id)]).toEqual(['c', 'c', ['a']]);
	});

	it('follows its row when others above it go', async () => {
		const {list, under} = await open('a', 'b', 'c', 'd');
		list.moveTo(2);

		list.drop(({id}) => id === 'a');

		expect([under(), list.current()?.id]).toEqual(['c', 'c']);
	});

	it('goes to a neighbour of a row that is gone', async () => {
		const {list, load, under} = await open('a', 'b', 'c');
		list.moveTo(1);

		await load('a', 'c');

		expect([under(), list.current()?.id]).toEqual(['c', 'c']);
	});
});
