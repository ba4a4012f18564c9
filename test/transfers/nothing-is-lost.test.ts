import process from 'node:process';
import fc from 'fast-check';
import {
	afterEach,
	beforeEach,
	describe,
	it,
	vi,
} from 'vitest';
import {openGround} from '../support/nothing-is-lost/ground.ts';
import {intercept} from '../support/nothing-is-lost/intercept.ts';
import {anyPlan, tellPlan} from '../support/nothing-is-lost/run-plan.ts';
import {runPlan} from '../support/nothing-is-lost/run.ts';

/*
JOTTAFM_LOSS_RUNS=5000 is the long form; JOTTAFM_SEED=random looks where nobody has looked yet.
*/
const numRuns = Number(process.env.JOTTAFM_LOSS_RUNS ?? 200);

let restore: () => void;

beforeEach(async () => {
	restore = await intercept();
});

afterEach(() => {
	restore();
	vi.unstubAllEnvs();
});

describe('whatever is copied, moved, renamed, edited, deleted and restored, by several at once', () => {
	it('is never lost, wrong, or where nobody sent it', {timeout: 1_800_000}, async () => {
		const ground = await openGround();

		await fc.assert(fc.asyncProperty(anyPlan, async plan => {
			const {violations, story} = await runPlan(ground, plan);
			if (violations.length > 0) {
				throw new Error([...violations.map(({kind, text}) => `${kind}: ${text}`), tellPlan(plan), story()].join('\n'));
			}
		}), {numRuns});
	});
});
