import {Failure} from '../failure.ts';
import {longSize} from '../format.ts';
import {openQueue, type Queue} from '../transfers/queue.ts';
import {watchQueue} from '../transfers/watch.ts';
import {command} from './command.ts';
import type {Context, Status} from './context.ts';

export const queueActions = ['list', 'pause', 'resume', 'cancel', 'retry', 'clear'] as const;
export type QueueAction = (typeof queueActions)[number];

export const queueCommand = command({
	name: 'queue',
	summary: 'show or steer the transfer queue',
	arguments: [
		{
			name: 'action', about: 'what to do; else list', isOptional: true, choices: queueActions,
		},
		{
			name: 'item', about: 'cancel and retry: only these, by their numbers', isOptional: true, isMany: true,
		},
	],
	examples: {
		'jottafm queue': 'what is under way, waits or has failed',
		'jottafm queue retry': 'try again all that has failed',
		'jottafm queue cancel 12 13': 'two of the items',
	},
	json: {
		item: 'its number', job: 'the cp or mv that it belongs to', name: 'path below the destination',
		phase: 'waiting, hashing, checking, sending, receiving, copying, verifying, done, skipped, failed, paused, asks or cancelled',
		direction: 'up, down, cloud or local', size: 'bytes', sent: 'bytes that crossed the line', failure: 'code, sentence and nextStep',
	},
	run: async ([action = 'list', ...items], _options: object, context) => queue(action as QueueAction, items, context),
});

/** Shows and steers the transfer queue. */
export async function queue(action: QueueAction, items: readonly string[], {tools, output, startEngine}: Context): Promise<Status> {
	const opened = openQueue(tools);
	try {
		switch (action) {
			case 'list': {
				list(opened, output);
				break;
			}

			case 'pause': {
				opened.pause();
				break;
			}

			case 'resume': {
				opened.resume();
				startEngine();
				break;
			}

			case 'cancel': {
				forItems(items, opened.cancelItem, opened.cancelAll);
				break;
			}

			case 'retry': {
				forItems(items, opened.retry, opened.retryAll);
				startEngine();
				break;
			}

			case 'clear': {
				opened.clearFinished();
				break;
			}

			default: {
				throw new TypeError(`unknown action ${(action satisfies never)}`);
			}
		}
	} finally {
		opened.close();
	}

	return 0;
}

function list(opened: Queue, output: Context['output']): void {
	for (const {id, jobId, name, phase, direction, size, sent, failure} of watchQueue(opened, () => false).snapshot().rows) {
		output.result({
			item: id, job: jobId, name, phase, direction, size, sent, failure,
		}, `${String(id).padStart(6)}  ${phase.padEnd(10)} ${longSize(size).padStart(10)}  ${name}${failure ? `  (${failure.sentence})` : ''}`);
	}
}

function forItems(items: readonly string[], each: (item: number) => void, all: () => void): void {
	const numbers = items.map(Number);
	if (numbers.some(number => !Number.isSafeInteger(number) || number < 1)) {
		throw new Failure('usage', 'Items are named by their numbers.', {nextStep: 'jottafm queue lists them.'});
	}

	if (numbers.length === 0) {
		all();
	}

	for (const number of numbers) {
		each(number);
	}
}
