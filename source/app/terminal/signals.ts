import process from 'node:process';
import {endingSignals, statusOf} from '../../ending-signals.ts';

/** Calls `leave` on a signal and `fail` on an uncaught error, so that the terminal can be given back. Returns how to stop. */
export function onSignals({leave, fail}: {readonly leave: (status: number) => void; readonly fail: (error: unknown) => void}): () => void {
	const handlers = endingSignals.map(signal => {
		const handler = () => {
			leave(statusOf(signal));
		};

		process.on(signal, handler);
		return () => process.off(signal, handler);
	});
	process.on('uncaughtException', fail);
	return () => {
		process.off('uncaughtException', fail);
		for (const stop of handlers) {
			stop();
		}
	};
}
