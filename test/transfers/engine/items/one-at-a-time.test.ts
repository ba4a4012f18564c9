import {describe, expect, it} from 'vitest';
import {createOneAtATime} from '../../../../source/transfers/engine/items/one-at-a-time.ts';

const never = new AbortController().signal;

describe('work about one place', () => {
	it('is done one after the other, and that about another place beside it', async () => {
		const {run} = createOneAtATime();
		const log: string[] = [];
		const gate = Promise.withResolvers<void>();
		const first = run(['a'], async () => {
			log.push('first');
			await gate.promise;
			log.push('first is over');
		}, never);
		const second = run(['a'], async () => {
			log.push('second');
		}, never);
		await run(['b'], async () => {
			log.push('elsewhere');
		}, never);

		gate.resolve();
		await Promise.all([first, second]);

		expect(log).toEqual(['first', 'elsewhere', 'first is over', 'second']);
	});

	it('about two is done by itself, whichever of the two is named first', async () => {
		const {run} = createOneAtATime();
		const log: string[] = [];
		const enter = async (name: string) => {
			log.push(name);
			await Promise.resolve();
			log.push(name);
		};

		await Promise.all([run(['a', 'b'], async () => enter('there'), never), run(['b', 'a'], async () => enter('back'), never), run(['b', 'b'], async () => enter('onto itself'), never)]);

		expect(log.filter((_, index) => index % 2 === 0)).toEqual(log.filter((_, index) => index % 2 === 1));
	});

	it('goes on after one that has failed', async () => {
		const {run} = createOneAtATime();
		const failing = run(['a'], async () => {
			throw new Error('no');
		}, never);

		await expect(failing).rejects.toThrow('no');
		expect(await run(['a'], async () => 'done', never)).toBe('done');
	});

	it('that is given up leaves the line', async () => {
		const {run} = createOneAtATime();
		const gate = Promise.withResolvers<void>();
		const first = run(['a'], async () => gate.promise, never);
		const leaving = new AbortController();
		const second = run(['a'], async () => 'second', leaving.signal);
		leaving.abort();

		await expect(second).rejects.toMatchObject({code: 'cancelled'});
		gate.resolve();
		await first;
		expect(await run(['a'], async () => 'third', never)).toBe('third');
	});
});
