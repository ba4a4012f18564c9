import {endingSignals} from '../ending-signals.ts';
import {Failure} from '../failure.ts';

const signals = endingSignals.filter(signal => signal !== 'SIGQUIT'); // that one ends a program at once, whatever it does

/** The first Ctrl-C asks for a clean stop. The second one ends the process at once: it is no longer caught. */
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
