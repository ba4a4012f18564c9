import {vi} from 'vitest';
import {runActors} from './actors.ts';
import type {Asked} from './asked.ts';
import {check} from './check.ts';
import type {Violation} from './check-words.ts';
import {end, forgetChanges} from './lives.ts';
import type {Ground} from './ground.ts';
import {watchChanges} from './intercept.ts';
import type {Plan} from './run-plan.ts';
import {openWorld, type World} from './world.ts';

const longest = 20_000; // ms: a run takes a second at most; one that hangs has failed

export type Result = {readonly violations: readonly Violation[]; readonly story: () => string};

/** One run: prepares everything, runs the actors, finishes, and checks. */
export async function runPlan(ground: Ground, plan: Plan): Promise<Result> {
	const world = await openWorld(ground, plan);
	vi.stubEnv('TMPDIR', world.aside);
	watchChanges({
		changed(life, what) {
			world.history.look(`${life.name}: ${what}`);
		},
		refusal: path => world.heldPaths.has(path) ? 'EBUSY' : undefined,
	});
	try {
		const all = await inTime(runActors(world), longest);
		world.history.look('the end');
		const {moments} = world.history;
		return {
			violations: all === undefined
				? [{kind: 'no end', text: `after ${longest} ms something still waited`}]
				: check(world, {
					all, moments, settings: plan.settings, faults: plan.faults,
				}),
			story: () => tellStory(world, all ?? []),
		};
	} finally {
		watchChanges(undefined);
		for (const life of world.lives) {
			end(life);
		}

		for (const machine of world.machines) {
			machine.close();
		}

		forgetChanges();
	}
}

async function inTime<Value>(work: Promise<Value>, milliseconds: number): Promise<Value | undefined> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<undefined>(resolve => {
		timer = setTimeout(resolve, milliseconds, undefined);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}

/** All messages and changes in order, for a person who looks for the cause. */
function tellStory({history, contents}: World, all: readonly Asked[]): string {
	const name = (md5: string | undefined) => md5 === undefined ? '' : ` (${contents.nameOf(md5) ?? 'unknown'})`;
	const changes = history.moments.slice(1).map(({by, at, held}) => {
		const before = history.moments[at - 1]!.held;
		const came = [...held].filter(([key, now]) => JSON.stringify(before.get(key)) !== JSON.stringify(now)).map(([, now]) => `${now.isTrashed ? 'trash:' : ''}${now.key}${name(now.md5)}${now.versions.length > 0 ? ` +${now.versions.length}` : ''}${now.isIncomplete ? ' incomplete' : ''}`);
		const went = [...before].filter(([key]) => !held.has(key)).map(([, then]) => then.key);
		return `  ${by}${came.length > 0 ? ` | now ${came.join(', ')}` : ''}${went.length > 0 ? ` | gone ${went.join(', ')}` : ''}`;
	});
	return [
		'What was said:',
		...all.map(({id, outcome, status, messages, notes, items}) => `  ${id} ${outcome}${status === undefined ? '' : ` ${status}`}: ${[...messages, ...notes].join(' | ')}${items.map(({name: item, state}) => ` [${item} ${state.phase}${'failure' in state ? `: ${state.failure?.sentence}` : ''}]`).join('')}`),
		'What happened:',
		...changes,
	].join('\n');
}
