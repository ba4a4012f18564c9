import {rmSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {expect, it} from 'vitest';
import {violations} from '../../support/hostile/check.ts';
import {openGround, type Ground} from '../../support/hostile/ground.ts';
import {memoryIn, memoryReport} from '../../support/hostile/memory.ts';
import {
	arm,
	expectNothing,
	onceEach,
	planOf,
	runPlan,
	seed,
	type Planned,
} from '../../support/hostile/plan.ts';
import type {Ended} from '../../support/hostile/run-command.ts';
import {scenarios, type Scenario} from '../../support/hostile/scenarios.ts';
import {engineEnded} from '../../support/program/engines.ts';
import {runProgram} from '../../support/program/program.ts';

/*
The built program and its engine against answers that take memory or time. JOTTAFM_PROGRAM_MUTATIONS=1000 is the long
form; JOTTAFM_SEED=random looks where nobody has looked yet, JOTTAFM_SEED=1 JOTTAFM_MUTATION=17 has one again.
*/
const count = Number(process.env.JOTTAFM_PROGRAM_MUTATIONS ?? 20);
const most = 40_000_000; // bytes of something huge; four times that of something endless
const longest = 60_000; // ms

const large: ReadonlySet<string> = new Set(['is deeply nested', 'has entities that grow', 'has something huge that nobody knows', 'has a huge value', 'never ends', 'is gzip', 'drips', 'says more than its length']);

async function run(ground: Ground, {words, stdin = ''}: Scenario): Promise<Ended & {readonly memory: readonly string[]}> {
	const {tools: {directories}, folder, server, sandbox} = ground;
	const file = path.join(directories.folder, 'memory');
	const [command = '', ...rest] = words;
	const signal = AbortSignal.timeout(longest);
	const {status, out, err} = await runProgram([...command === 'trash' ? [command, rest.shift()!] : [command], '--config-dir', directories.configDir!, '--server', server.url, ...rest], {
		input: stdin === 'login token' ? sandbox.state.identity.createLoginToken(server.url) : stdin,
		env: memoryReport(file),
		cwd: path.join(folder, 'work'),
		signal,
	});
	await engineEnded(directories.configDir!);
	const memory = memoryIn(file);
	for (const end of ['', '-wal', '-shm']) {
		rmSync(`${directories.database}${end}`, {force: true});
	}

	return {
		status, out, err, memory, hangs: signal.aborted, crashes: [],
	};
}

type Honest = {readonly ended: Ended; readonly requests: number};

async function runHonest(ground: Ground, subject: Scenario): Promise<Honest> {
	await ground.reset();
	ground.server.spoilBy();
	const ended = await run(ground, subject);
	expect({...ended, words: subject.words}).toEqual({...ended, words: subject.words, status: 0});
	return {ended, requests: ground.server.requests()};
}

async function runSpoilt(ground: Ground, planned: Planned<Scenario>, {ended: truth, requests}: Honest): Promise<string | undefined> {
	const {subject, mutation, name, number} = planned;
	await ground.reset();
	const before = ground.state();
	const whatWasSpoilt = arm(ground, planned, {requests, most});
	const ended = await run(ground, subject);
	ground.server.spoilBy();
	const spoilt = whatWasSpoilt();
	const problems = [
		...await violations(ground, {
			scenario: subject, mutation, before, ended, truth, wasHonest: spoilt === undefined, spoilt: spoilt?.status ?? 200,
		}),
		...ended.memory,
	];
	return problems.length === 0
		? undefined
		: `${subject.words.join(' ')}: the answer to ${spoilt?.what} ${name}:\n${problems.map(each => `  - ${each}`).join('\n')}\n  exit ${ended.status}, err ${JSON.stringify(ended.err.slice(0, 500))}\n  JOTTAFM_SEED=${seed} JOTTAFM_MUTATION=${number}`;
}

it('the program keeps its memory and comes to an end, whatever the service sends', {timeout: 120_000 + (count * longest)}, async () => {
	const subjects = Object.values(scenarios).flat().filter(({words: [command = '']}) => !['accounts', 'doctor'].includes(command)); // the first asks nothing, the second ends with 1 on the strict profile: it differs
	const found = await runPlan(planOf(subjects, count, name => large.has(name)), async () => {
		const ground = await openGround();
		const honest = onceEach(async (subject: Scenario) => runHonest(ground, subject));
		return async planned => runSpoilt(ground, planned, await honest(planned.subject));
	});
	expectNothing(found, count);
});
