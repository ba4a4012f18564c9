import type {App} from '../app.ts';

const interval = 2000; // ms

/** Restarts an engine that has died while there is work; one that cannot start is left to the person. */
export function watchEngine({service: {queue, watch, startEngine}, attempt}: App): () => void {
	const timer = setInterval(() => {
		attempt(async () => {
			if (watch.engineProblem() === undefined && queue.hasWork()) {
				startEngine();
			}
		});
	}, interval);
	return () => {
		clearInterval(timer);
	};
}
