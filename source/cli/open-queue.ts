import {openQueue, type Queue} from '../transfers/queue.ts';
import type {Context} from './context.ts';

/** Opens the queue, and tells the person when it is a new one since the last was damaged. */
export function openToldQueue({tools, output}: Pick<Context, 'tools' | 'output'>): Queue {
	const queue = openQueue(tools);
	const notice = queue.takeNotice();
	if (notice) {
		output.failure(notice.message, notice.nextStep);
	}

	return queue;
}
