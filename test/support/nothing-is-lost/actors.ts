import {toFailure} from '../../../source/failure.ts';
import {createJournal} from '../../../source/app/stores/journal.ts';
import {queueFileAt} from '../queue-file.ts';
import type {Asked} from './asked.ts';
import {createLife, end, live} from './lives.ts';
import {perform} from './perform.ts';
import type {Step} from './operations.ts';
import {requestsOf} from './requests.ts';
import type {World} from './world.ts';

/** All actors run at once, each one step after the other. Then everything that was started is finished. */
export async function runActors(world: World): Promise<readonly Asked[]> {
	const all: Asked[] = [];
	await Promise.all(world.plan.actors.map(async ({machine, steps}, actor) => {
		const mine: Asked[] = [];
		for (const [number, step] of steps.entries()) {
			const asked = await runStep({
				world, step, actor, number, machine, mine,
			}, each => {
				mine.push(each);
				all.push(each);
			});
			asked.ended = asked.outcome === 'killed' ? Infinity : world.history.now();
		}
	}));
	await settle(world);
	for (const asked of all) {
		const {queue} = world.machines[asked.machine]!;
		asked.items = asked.jobs.flatMap(job => queue.itemsOf(job));
	}

	return all;
}

type Running = {readonly world: World; readonly step: Step; readonly actor: number; readonly number: number; readonly machine: number; readonly mine: readonly Asked[]};

async function runStep({world, step, actor, number, machine: index, mine}: Running, onBegun: (asked: Asked) => void): Promise<Asked> {
	const {history, contents, machines, random} = world;
	const machine = machines[index]!;
	const {operation} = step;
	const id = `${actor}.${number}`;
	const fresh = contents.make(`new of ${id}`);
	const name = operation.kind === 'put' ? operation.name : 'new';
	const scratch = `scratch/${id}/${name}`;
	const asked: Asked = {
		id, actor, machine: index, step, begun: history.now(), ended: Infinity, outcome: 'under way', status: undefined, messages: [], notes: [], jobs: [],
		requests: [...requestsOf(operation, {content: fresh.md5, scratch, before: mine})], answered: -1, edited: Infinity, items: [], content: fresh.md5, now: history.now,
	};
	onBegun(asked);
	const life = createLife(id, {random, death: step.death});
	world.lives.add(life);
	const tools = machine.toolsOf(life);
	const result = await live(life, async () => perform({
		world, machine, asked, life, tools, fresh, scratch,
	})).catch((error: unknown) => {
		asked.messages.push(toFailure(error).message);
		asked.outcome = 'failed';
	});
	if (result === 'killed') {
		asked.outcome = 'killed';
		queueFileAt(machine).forgetOwners(); // the process is gone, though this one lives
		world.journals.set(actor, createJournal());
	} else if (asked.outcome === 'under way') {
		asked.outcome = asked.status === undefined || asked.status === 0 ? 'done' : 'failed';
	}

	end(life);
	return asked;
}

/** The line and the service work again; waiting items are done, questions are answered. */
async function settle({ground: {sandbox: {state, setFaults}}, machines, plan}: World): Promise<void> {
	setFaults('');
	state.limits.capacity = -1;
	state.switches.locks = [];
	for (const {queue} of machines) {
		queue.resume();
	}

	await Promise.all(machines.map(async machine => machine.settle()));
	if (!plan.isRetried) {
		return;
	}

	for (const {queue} of machines) {
		queue.retryAll();
	}

	await Promise.all(machines.map(async machine => machine.settle()));
}
