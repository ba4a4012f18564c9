import {describe, expect, it} from 'vitest';
import {Failure} from '../../../../source/failure.ts';
import {decideAnew, whileSourceChanges} from '../../../../source/transfers/engine/items/in-rounds.ts';
import {TargetChanged} from '../../../../source/transfers/engine/items/target-changed.ts';

const failing = (error: Error, times: number) => {
	const rounds: number[] = [];
	return {
		rounds,
		async work(round = 0) {
			rounds.push(round);
			if (rounds.length <= times) {
				throw error;
			}

			return 'done';
		},
	};
};

describe('a decision', () => {
	it('is taken again while the target changes, six times in all, and told which round it is', async () => {
		const [five, six] = [failing(new TargetChanged('a'), 5), failing(new TargetChanged('a'), 6)];

		expect(await decideAnew(five.work)).toBe('done');
		await expect(decideAnew(six.work)).rejects.toBeInstanceOf(TargetChanged);
		expect([five.rounds, six.rounds]).toEqual([[1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]]);
	});

	it('is not taken again for anything else', async () => {
		const {work, rounds} = failing(new Failure('already-exists', 'Taken.', {nextStep: ''}), 1);

		await expect(decideAnew(work)).rejects.toThrow('Taken.');
		expect(rounds).toHaveLength(1);
	});
});

describe('a source that changes', () => {
	const corrupt = new Failure('corrupt', 'It changed.', {nextStep: ''});

	it('is copied anew, three times in all', async () => {
		const [two, three] = [failing(corrupt, 2), failing(corrupt, 3)];

		expect(await whileSourceChanges(two.work)).toBe('done');
		await expect(whileSourceChanges(three.work)).rejects.toBe(corrupt);
		expect([two.rounds.length, three.rounds.length]).toEqual([3, 3]);
	});

	it('is not copied anew where a look at it says that it is what it was', async () => {
		const {work, rounds} = failing(corrupt, 1);

		await expect(whileSourceChanges(work, async () => false)).rejects.toBe(corrupt);
		expect(rounds).toHaveLength(1);
	});

	it('is the reason for nothing else', async () => {
		const {work, rounds} = failing(new Failure('disk-full', 'Full.', {nextStep: ''}), 1);

		await expect(whileSourceChanges(work)).rejects.toThrow('Full.');
		expect(rounds).toHaveLength(1);
	});
});
