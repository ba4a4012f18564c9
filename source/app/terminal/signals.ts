import process from 'node:process';

/** How a program ends by a signal, as shells tell it. */
export const statuses = {
	SIGTERM: 143, SIGHUP: 129, SIGINT: 130, SIGQUIT: 131,
} as const;

/** However it ends, the terminal comes back as it was. */
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
