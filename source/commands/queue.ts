import {longSize} from '../format.ts';
import {openQueue} from '../transfers/queue.ts';
import {watchQueue} from '../transfers/watch.ts';
import type {Context, Status} from './context.ts';

export type QueueAction = 'list' | 'pause' | 'resume' | 'cancel' | 'retry' | 'clear';

/** Shows and steers the transfer queue. */
export async function queue(action: QueueAction, {tools, output, startEngine}: Context): Promise<Status> {
	const opened = openQueue(tools);
	try {
		switch (action) {
			case 'list': {
				for (const {id, jobId, name, phase, direction, size, sent, failure} of watchQueue(opened, () => false).snapshot().rows) {
					output.result({
						item: id, job: jobId, name, phase, direction, size, sent, failure,
					}, `${phase.padEnd(10)} ${longSize(size).padStart(10)}  ${name}${failure ? `  (${failure.sentence})` : ''}`);
				}

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
				opened.cancelAll();
				break;
			}

			case 'retry': {
				opened.retryAll();
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
