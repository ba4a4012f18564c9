import {expect, it} from 'vitest';
import {createList} from '../../../source/app/stores/list.ts';
import {Failure} from '../../../source/failure.ts';

it('a list that cannot be read again keeps its rows, and says of when they are', async () => {
	const list = createList<string>();
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
