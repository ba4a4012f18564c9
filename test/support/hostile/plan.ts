import {Buffer} from 'node:buffer';
import process from 'node:process';
import {createRandom} from '../../../source/sandbox/faults/random.ts';
import {usualLimits, type AnswerLimits} from '../../../source/jotta/http/bodies.ts';
import {pick, type ServiceAnswer, type Trick} from './answer.ts';
import type {Ground} from './ground.ts';
import {mutations, type Mutation} from './mutations.ts';

const {JOTTAFM_SEED: asked = '20261125', JOTTAFM_MUTATION: only} = process.env;
export const seed = asked === 'random' ? Math.floor(Math.random() * 1_000_000_000) : Number(asked);

/** One mutation of one subject, with a seed of its own. */
export type Planned<Subject> = {readonly number: number; readonly subject: Subject; readonly name: string; readonly mutation: Mutation; readonly random: () => number};

/** Every mutation of every subject in a random order, so many of them; or JOTTAFM_MUTATION alone. */
export function planOf<Subject>(subjects: readonly Subject[], count: number, isMeant: (name: string) => boolean = () => true): ReadonlyArray<Planned<Subject>> {
	const random = createRandom(seed);
	const pairs = subjects.flatMap(subject => Object.entries(mutations).filter(([name]) => isMeant(name)).map(([name, mutation]) => ({
		subject, name, mutation, key: random(),
	}))).toSorted((one, other) => one.key - other.key);
	const all = Array.from({length: count}, (_, number) => {
		const {subject, name, mutation} = pairs[number % pairs.length]!;
		return {
			number, subject, name, mutation, random: createRandom((seed * 31) + number),
		};
	});
	return only === undefined ? all : all.filter(({number}) => number === Number(only));
}

/**
Each mutation of the plan, some grounds side by side: much of the time is waiting. All of a subject are run by one worker, so that
it is on an honest line once. Gives the problems, in the order of the plan.
*/
export async function runPlan<Subject>(plan: ReadonlyArray<Planned<Subject>>, openWorker: () => Promise<(planned: Planned<Subject>) => Promise<string | undefined>>): Promise<readonly string[]> {
	const groups = [...Map.groupBy(plan, ({subject}) => subject).values()];
	const found: Array<{readonly number: number; readonly problem: string}> = [];
	await Promise.all(Array.from({length: Math.min(atOnce, groups.length)}, async () => {
		const run = await openWorker();
		for (let group = groups.shift(); group; group = groups.shift()) {
			for (const planned of group) {
				const problem = await run(planned);
				if (problem !== undefined) {
					found.push({number: planned.number, problem});
				}
			}
		}
	}));
	return found.toSorted((one, other) => one.number - other.number).map(({problem}) => problem);
}

/** What a subject gives on an honest line: run the first time that it is asked for. */
export function onceEach<Subject, Honest>(run: (subject: Subject) => Promise<Honest>): (subject: Subject) => Promise<Honest> {
	const known = new Map<Subject, Honest>();
	return async subject => {
		if (!known.has(subject)) {
			known.set(subject, await run(subject));
		}

		return known.get(subject)!;
	};
}

/** Fails with all that was found. */
export function expectNothing(found: readonly string[], count: number): void {
	if (found.length > 0) {
		throw new Error(`${found.length} of ${count}:\n${found.join('\n\n')}`);
	}
}

const atOnce = 4;

/** A program that soon gives up where time would have to pass; else the usual limits. */
export const limitsFor = ({takesTime}: Mutation): AnswerLimits | undefined => takesTime
	? {
		...usualLimits, silence: 150, longSilence: 150, patience: 150, streamPatience: 150,
	}
	: undefined;

const relents = 8; // answers: the queue tries again for as long as there is hope

/** Sets the hostile server to spoil the answer to one request, or some from there on. Says afterwards what was spoilt. */
export function arm({server, foreign}: Pick<Ground, 'server' | 'foreign'>, {mutation, random}: Pick<Planned<unknown>, 'mutation' | 'random'>, {requests, most}: {readonly requests: number; readonly most: number}) {
	const target = Math.floor(random() * requests);
	const last = target + (random() < 0.3 ? relents - 1 : 0);
	const isAsked = mutation.mayReplace !== true || random() < 0.5;
	const earlier: ServiceAnswer[] = [];
	let spoilt: {readonly what: string; readonly status: number} | undefined;
	server.spoilBy(async (index, ask, {method, url}) => {
		if (index < target || index > last) {
			earlier.push(await ask());
			return undefined;
		}

		const answer = isAsked ? await ask() : {status: 200, headers: {'content-type': 'application/xml'}, body: Buffer.alloc(0)};
		spoilt ??= {what: `${method} ${decodeURIComponent(url)}${isAsked ? '' : ' (never asked)'}${last === target ? '' : ' and those that follow'}`, status: answer.status};
		const trick: Trick = {
			random, own: server.url, foreign: pick([foreign.url, foreign.url.replace('localhost', '127.0.0.1')], random), earlier, most,
		};
		return mutation.spoil(answer, trick);
	});
	return () => spoilt;
}
