import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {commandTable} from '../../source/commands/table.ts';
import type {AnswerLimits} from '../../source/jotta/http/bodies.ts';
import {violations} from '../support/hostile/check.ts';
import {openGround, type Ground} from '../support/hostile/ground.ts';
import {
	arm,
	expectNothing,
	limitsFor,
	onceEach,
	planOf,
	runPlan,
	seed,
	type Planned,
} from '../support/hostile/plan.ts';
import {runCommandLine, type Ended} from '../support/hostile/run-command.ts';
import {scenarios, silentCommands, type Scenario} from '../support/hostile/scenarios.ts';

/*
JOTTAFM_MUTATIONS=20000 is the long form; JOTTAFM_SEED=random looks where nobody has looked yet. A failure prints what has
it again: JOTTAFM_SEED=1 JOTTAFM_MUTATION=17.
*/
const count = Number(process.env.JOTTAFM_MUTATIONS ?? 830);
const most = 3_000_000; // bytes of something huge: the service shares this process

type Honest = {readonly ended: Ended; readonly requests: number};

async function run(ground: Ground, {words, stdin}: Scenario, limits?: AnswerLimits): Promise<Ended> {
	return runCommandLine(words, ground, {limits, stdin: stdin === 'login token' ? ground.sandbox.state.identity.createLoginToken(ground.server.url) : stdin});
}

async function runHonest(ground: Ground, scenario: Scenario): Promise<Honest> {
	await ground.reset();
	const before = ground.state();
	ground.server.spoilBy();
	const ended = await run(ground, scenario);
	expect({...ended, words: scenario.words}).toEqual({
		...ended, words: scenario.words, status: 0, hangs: false,
	});
	const isDone = await scenario.isDone?.(ground.state(), {before, accounts: ground.accounts, out: ended.out});
	expect(isDone ?? true, `${scenario.words.join(' ')} on an honest line does what it says`).toBe(true);
	return {ended, requests: ground.server.requests()};
}

async function runSpoilt(ground: Ground, planned: Planned<Scenario>, honest: Honest): Promise<string | undefined> {
	await ground.reset();
	const before = ground.state();
	const whatWasSpoilt = arm(ground, planned, {requests: honest.requests, most});
	const ended = await run(ground, planned.subject, limitsFor(planned.mutation));
	ground.server.spoilBy();
	const spoilt = whatWasSpoilt();
	const found = await violations(ground, {
		scenario: planned.subject, mutation: planned.mutation, before, ended, truth: honest.ended, wasHonest: spoilt === undefined, spoilt: spoilt?.status ?? 200,
	});
	return found.length === 0
		? undefined
		: `${planned.subject.words.join(' ')}: the answer to ${spoilt?.what} ${planned.name}:\n${found.map(each => `  - ${each}`).join('\n')}\n  exit ${ended.status}, out ${JSON.stringify(ended.out.slice(0, 500))}, err ${JSON.stringify(ended.err.slice(0, 1000))}\n  JOTTAFM_SEED=${seed} JOTTAFM_MUTATION=${planned.number}`;
}

describe('a command, whatever the service answers,', () => {
	it('is tried, or says why it asks no service', () => {
		expect(commandTable.commands.map(({name}) => name).toSorted()).toEqual([...Object.keys(scenarios), ...Object.keys(silentCommands)].toSorted());
	});

	it('does not crash or hang, says only what is so, and writes where it was told', {timeout: 60_000 + (count * 1000)}, async () => {
		const plan = planOf(Object.values(scenarios).flat().filter(({words}) => words[0] !== 'accounts'), count);
		const found = await runPlan(plan, async () => {
			const ground = await openGround();
			const honest = onceEach(async (subject: Scenario) => runHonest(ground, subject));
			return async planned => runSpoilt(ground, planned, await honest(planned.subject));
		});
		expectNothing(found, plan.length);
	});
});
