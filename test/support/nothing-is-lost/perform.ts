import {mkdirSync, utimesSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {Context} from '../../../source/cli/context.ts';
import type {ExitStatus} from '../../../source/cli/exit-status.ts';
import {createJournal} from '../../../source/app/stores/journal.ts';
import type {Overwrite} from '../../../source/transfers/item.ts';
import type {Tools} from '../../../source/transfers/open-location.ts';
import {jobsIn} from '../queue-file.ts';
import type {Asked} from './asked.ts';
import {contextOf, runCommand, runCopy} from './commands.ts';
import {pressKey, type Pressed} from './keys.ts';
import {alone, type Life} from './lives.ts';
import {runOther, type Direct} from './other-commands.ts';
import type {Machine} from './machine.ts';
import {keyOf} from './names.ts';
import type {Operation, OperationKind} from './operations.ts';
import {ageToTime, type World} from './world.ts';

export type Performing = {
	readonly world: World;
	readonly machine: Machine;
	readonly asked: Asked;
	readonly life: Life;
	readonly tools: Tools;
	readonly fresh: {readonly text: string; readonly md5: string};
	readonly scratch: string; // key of a file of this operation's own
};

type Perform<Kind extends OperationKind> = (performing: Performing, operation: Extract<Operation, {kind: Kind}>) => Promise<void>;

const key = async (performing: Performing, operation: Pressed) => pressKey(performing, operation);

const direct = async ({world, machine, asked, tools}: Performing, operation: Direct) => {
	const context = contextOf({
		tools, asked, startEngine: machine.startEngine, isTerminal: false,
	});
	asked.status = await runCommand(context, async given => runOther(operation, {given, world}));
};

const performers: {readonly [Kind in OperationKind]: Perform<Kind>} = {
	async copy(performing, operation) {
		const {by, verb, from, into, as, rule, checksum} = operation;
		if (by === 'key') {
			await pressKey(performing, operation);
			return;
		}

		const {textOf} = performing.world;
		const paths = [...from.map(spot => textOf(keyOf(spot))), textOf(as === undefined ? into : `${into}/${as}`)];
		await queued(performing, rule, async context => runCopy(verb, paths, {overwrite: rule, checksum}, context));
	},
	async put(performing, {verb, into, rule, age}) {
		const file = await alone(async () => writeScratch(performing, age));
		await queued(performing, rule, async context => runCopy(verb, [file, performing.world.textOf(into)], {overwrite: rule}, context));
	},
	async 'standard-input'(performing, {at, rule}) {
		await queued(performing, rule, async context => runCopy('cp', ['-', performing.world.textOf(keyOf(at))], {overwrite: rule}, context));
	},
	async 'kill-engine'({machine}, {death}) {
		machine.killEngine(death);
	},
	async hold({world}, {at}) {
		world.heldPaths.add(world.locationOf(keyOf(at)).path);
	},
	async service({world}, {is}) {
		const {state} = world.ground.sandbox;
		state.limits.capacity = is === 'full' ? state.revisions.totalSize() + 50 : -1;
		state.switches.locks = is === 'locked' ? ['write'] : [];
	},
	async wait({machine, tools}) {
		for (let looks = 0; looks < 100 && machine.queue.hasWork(); looks += 1) {
			await tools.clock.sleep(1000);
		}
	},
	async queue({machine}, {request}) {
		await steer(machine, request);
	},
	'copy-trashed': key,
	edit: key,
	'new-file': key,
	rename: key,
	'rename-several': key,
	'restore-taken': key,
	trash: key,
	undo: key,
	'clear-failed': direct,
	destroy: direct,
	'empty-trash': direct,
	'fetch-version': direct,
	'make-folder': direct,
	remove: direct,
	restore: direct,
	'restore-place': direct,
	touch: direct,
	'trash-place': direct,
	version: direct,
};

/** Carries out an operation, as the process of `life`. */
export async function perform(performing: Performing): Promise<void> {
	const {operation} = performing.asked.step;
	await (performers[operation.kind] as Perform<OperationKind>)(performing, operation);
}

/** New content lies in a folder of its own. */
function writeScratch({world, asked, fresh, scratch}: Performing, age: number): string {
	const {path: file} = world.locationOf(scratch);
	mkdirSync(path.dirname(file), {recursive: true});
	writeFileSync(file, fresh.text);
	utimesSync(file, ageToTime(age), ageToTime(age));
	world.history.look(`${asked.id} had written something new`);
	asked.begun = world.history.now();
	return file;
}

/** A command that adds a job to the queue; the queue tells which. */
async function queued({machine, asked, tools, fresh}: Performing, rule: Overwrite, run: (context: Context) => Promise<ExitStatus>): Promise<void> {
	const context = contextOf({
		tools, asked, isTerminal: rule === 'ask', stdin: fresh.text, startEngine() {
			noteJobs(machine, asked);
			machine.startEngine();
		},
	});
	asked.status = await run(context);
}

/** The newest job of the queue is this one: nothing runs between adding it and starting the engine. */
export function noteJobs(machine: Machine, asked: Asked): void {
	const known = new Set(machine.answers.keys());
	const all = jobsIn(machine.queue).map(({id}) => id);
	const {operation} = asked.step;
	for (const job of all.filter(each => !known.has(each))) {
		asked.jobs.push(job);
		machine.answers.set(job, {
			answer: 'answer' in operation ? operation.answer : 'skip',
			onAnswer() {
				asked.answered = asked.now();
			},
		});
	}
}

async function steer({queue, startEngine}: Machine, request: 'cancel' | 'retry' | 'clear' | 'pause-and-resume'): Promise<void> {
	switch (request) {
		case 'cancel': {
			queue.cancelAll();
			break;
		}

		case 'retry': {
			queue.retryAll();
			startEngine();
			break;
		}

		case 'clear': {
			queue.clearFinished();
			break;
		}

		case 'pause-and-resume': {
			queue.stopNow();
			await queue.clock.sleep(200);
			queue.resume();
			startEngine();
			break;
		}

		default: {
			throw new TypeError(`unknown request ${(request satisfies never)}`);
		}
	}
}

export const journalOf = ({journals}: World, actor: number) => {
	const journal = journals.get(actor) ?? createJournal();
	journals.set(actor, journal);
	return journal;
};

