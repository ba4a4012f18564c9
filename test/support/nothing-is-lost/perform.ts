import {mkdirSync, utimesSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {createJournal} from '../../../source/app/stores/journal.ts';
import type {Tools} from '../../../source/transfers/open-location.ts';
import type {Asked} from './asked.ts';
import {contextOf, runCommand, runCopy} from './commands.ts';
import {pressKey} from './keys.ts';
import type {Life} from './lives.ts';
import {runOther} from './other-commands.ts';
import type {Machine} from './machine.ts';
import {keyOf} from './names.ts';
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

/** Does what is asked for, as the process of `life`. */
export async function perform(performing: Performing): Promise<void> {
	const {world, machine, asked, tools, fresh, scratch} = performing;
	const {operation} = asked.step;
	const {textOf, locationOf} = world;
	switch (operation.kind) {
		case 'copy': {
			if (operation.by === 'key') {
				await pressKey(performing, operation);
				return;
			}

			const {verb, from, into, as, rule, checksum} = operation;
			await command(performing, rule === 'ask', async context => runCopy(verb, [...from.map(spot => textOf(keyOf(spot))), textOf(as === undefined ? into : `${into}/${as}`)], {overwrite: rule, checksum}, context));
			return;
		}

		case 'put': {
			const {path: file} = locationOf(scratch);
			mkdirSync(path.dirname(file), {recursive: true});
			writeFileSync(file, fresh.text);
			utimesSync(file, ageToTime(operation.age), ageToTime(operation.age));
			world.history.look(`${asked.id} had written something new`);
			asked.begun = world.history.now();
			await command(performing, operation.rule === 'ask', async context => runCopy(operation.verb, [file, textOf(operation.into)], {overwrite: operation.rule}, context));
			return;
		}

		case 'standard-input': {
			await command(performing, operation.rule === 'ask', async context => runCopy('cp', ['-', textOf(keyOf(operation.at))], {overwrite: operation.rule}, context));
			return;
		}

		case 'rename':
		case 'rename-several':
		case 'copy-trashed':
		case 'new-file':
		case 'edit':
		case 'trash':
		case 'restore-taken':
		case 'undo': {
			await pressKey(performing, operation);
			return;
		}

		case 'kill-engine': {
			machine.killEngine(operation.death);
			return;
		}

		case 'hold': {
			world.heldPaths.add(locationOf(keyOf(operation.at)).path);
			return;
		}

		case 'service': {
			const {state} = world.ground.sandbox;
			state.limits.capacity = operation.is === 'full' ? state.revisions.totalSize() + 50 : -1;
			state.switches.locks = operation.is === 'locked' ? ['write'] : [];
			return;
		}

		case 'wait': {
			for (let looks = 0; looks < 100 && machine.queue.hasWork(); looks += 1) {
				await tools.clock.sleep(1000);
			}

			return;
		}

		case 'queue': {
			await steer(machine, operation.wish);
			return;
		}

		case 'clear-failed':
		case 'make-folder':
		case 'trash-place':
		case 'restore-place':
		case 'remove':
		case 'restore':
		case 'version':
		case 'fetch-version':
		case 'touch':
		case 'destroy':
		case 'empty-trash': {
			const context = contextOf({
				tools, asked, startEngine: machine.startEngine, isTerminal: false,
			});
			asked.status = await runCommand(context, async given => runOther(operation, {given, world}));
			return;
		}

		default: {
			throw new TypeError(`unknown operation ${String(operation satisfies never)}`);
		}
	}
}

/** A command that puts a job into the queue: which one is known from the queue. */
async function command({machine, asked, tools, fresh}: Performing, isTerminal: boolean, run: (context: ReturnType<typeof contextOf>) => Promise<Asked['status']>): Promise<void> {
	const context = contextOf({
		tools, asked, isTerminal, stdin: fresh.text, startEngine() {
			noteJobs(machine, asked);
			machine.startEngine();
		},
	});
	asked.status = await run(context);
}

/** What the queue has newest is what was asked for last: nobody else has come between adding it and starting the engine. */
export function noteJobs(machine: Machine, asked: Asked): void {
	const known = new Set(machine.answers.keys());
	const all = machine.queue.database.prepare('SELECT id FROM jobs ORDER BY id').all().map(({id}) => Number(id));
	const {operation} = asked.step;
	for (const job of all.filter(each => !known.has(each))) {
		asked.jobs.push(job);
		machine.answers.set(job, {
			answer: 'answer' in operation ? operation.answer : 'skip',
			onAnswer() {
				asked.answered = Math.min(asked.answered, asked.now());
			},
		});
	}
}

async function steer({queue, startEngine}: Machine, wish: 'cancel' | 'retry' | 'clear' | 'pause-and-resume'): Promise<void> {
	switch (wish) {
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
			throw new TypeError(`unknown wish ${(wish satisfies never)}`);
		}
	}
}

export const journalOf = ({journals}: World, actor: number) => {
	const journal = journals.get(actor) ?? createJournal();
	journals.set(actor, journal);
	return journal;
};

