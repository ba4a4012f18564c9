import type {App} from '../app.ts';

const interval = 2000; // ms

/** Restarts an engine that has died while there is work. */
export function watchEngine({service: {queue, startEngine}, attempt}: App): () => void {
	const timer = setInterval(() => {
		attempt(async () => {
			if (queue.hasWork()) {
				startEngine();
			}
		});
	}, interval);
	return () => {
		clearInterval(timer);
	};
}
