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
import {anyPlan, tellPlan, type Plan} from '../support/nothing-is-lost/run-plan.ts';
import {runPlan} from '../support/nothing-is-lost/run.ts';

/*
JOTTAFM_LOSS_RUNS=5000 is the long form; JOTTAFM_SEED=random looks where nobody has looked yet.
*/
const numRuns = Number(process.env.JOTTAFM_LOSS_RUNS ?? 200);
const slowest = 6000; // ms for a run: a machine under load takes ten times as long as an idle one
const shrinking = 120_000; // ms for making what was found smaller

let restore: () => void;

beforeEach(async () => {
	restore = await intercept();
});

afterEach(() => {
	restore();
	vi.unstubAllEnvs();
});

describe('whatever is copied, moved, renamed, edited, deleted and restored, by several at once', () => {
	it('is never lost, wrong, or where nobody sent it', {timeout: numRuns * slowest + shrinking * 2}, async () => {
		const ground = await openGround();

		await fc.assert(fc.asyncProperty(anyPlan, async plan => {
			const {violations, story} = await runPlan(ground, plan);
			if (violations.length > 0) {
				throw new Error([...violations.map(({kind, text}) => `${kind}: ${text}`), tellPlan(plan), story()].join('\n'));
			}
		}), {
			numRuns, interruptAfterTimeLimit: numRuns * slowest + shrinking, markInterruptAsFailure: true, reporter: tellFailure,
		});
	});
});

/** The smallest run that failed, as a person reads it, and how to have it again. */
function tellFailure({failed, seed, counterexamplePath, numRuns: done, numShrinks, errorInstance}: fc.RunDetails<[Plan]>): void {
	if (!failed) {
		return;
	}

	const found = errorInstance instanceof Error ? errorInstance.message : `Nothing was found, and time was up after ${done} runs.`;
	throw new Error(`${found}\n\nRun ${done}, made smaller ${numShrinks} times; JOTTAFM_SEED=${seed} JOTTAFM_PATH=${counterexamplePath} has it again.`);
}
