import type {Entry} from '../../../source/files/entry.ts';
import type {Location} from '../../../source/files/location.ts';
import {queueFileAt} from '../queue-file.ts';
import type {TestApp} from './test-app.ts';

type Arrival = {readonly job: number; readonly source: Location; readonly target: Location; readonly arrived: Entry};

/** Lets the only file of a job arrive as the engine writes it, perhaps under another name than was asked for: the job is over. */
export function letArrive({service: {accounts: {tools}}}: Pick<TestApp, 'service'>, {job, source, target, arrived}: Arrival): void {
	queueFileAt(tools).insertArrived(job, {
		direction: 'up', name: arrived.name, source, target, size: 1000,
	}, arrived);
}
