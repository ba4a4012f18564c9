import {Failure} from '../failure.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The first Ctrl-C asks to stop cleanly. The second stops at once, whatever holds that up: nobody catches it any more. */
export function interruptSignal(process: NodeJS.EventEmitter): AbortSignal {
	const abort = new AbortController();
	const stopCleanly = () => {
		for (const signal of signals) {
			process.off(signal, stopCleanly);
		}

		abort.abort(new Failure('cancelled', 'Interrupted.', {nextStep: ''}));
	};

	for (const signal of signals) {
		process.on(signal, stopCleanly);
	}

	return abort.signal;
}
