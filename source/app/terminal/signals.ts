import process from 'node:process';

/** Exit statuses of a program that was ended by a signal, as shells report them. */
export const statuses = {
	SIGTERM: 143, SIGHUP: 129, SIGINT: 130, SIGQUIT: 131,
} as const;

/** Calls `leave` on a signal and `fail` on an uncaught error, so that the terminal can be given back. Returns how to stop. */
export function onSignals({leave, fail}: {readonly leave: (status: number) => void; readonly fail: (error: unknown) => void}): () => void {
	const handlers = Object.entries(statuses).map(([signal, status]) => {
		const handler = () => {
			leave(status);
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
