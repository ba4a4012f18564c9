import type {JobRequest} from '../../transfers/job.ts';
import type {App} from '../app.ts';

/** Adds jobs to the queue and starts what works them off; gives back their numbers. `said`: what the person reads. */
export function enqueue(app: App, requests: readonly JobRequest[], message?: string): readonly number[] {
	const jobs = requests.map(request => app.service.queue.add(request));
	startAndPoll(app);
	if (message !== undefined) {
		app.stores.messages.say(message);
	}

	return jobs;
}

/** The queue has been changed: what works it off runs, and the screen shows it at once. */
export function startAndPoll({service: {startEngine}, stores: {transfers}}: Pick<App, 'service' | 'stores'>): void {
	startEngine();
	transfers.poll();
}
