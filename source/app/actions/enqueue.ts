import type {JobRequest} from '../../transfers/job.ts';
import type {App} from '../app.ts';

/** Adds jobs to the queue, starts the engine, and says `message`. Returns the job ids. */
export function enqueue(app: App, requests: readonly JobRequest[], message?: string): readonly number[] {
	const jobs = requests.map(request => app.service.queue.add(request));
	startAndPoll(app);
	if (message !== undefined) {
		app.stores.messages.say(message);
	}

	return jobs;
}

/** Call after changing the queue: starts the engine, and shows the change at once. */
export function startAndPoll({service: {startEngine}, stores: {transfers}}: Pick<App, 'service' | 'stores'>): void {
	startEngine();
	transfers.poll();
}
