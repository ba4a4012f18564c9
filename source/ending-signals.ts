import {constants} from 'node:os';

/*
The signals that end a program which does not listen, and that can be listened to. Without a listener the terminal would stay as
it was taken, and for SIGUSR1 Node.js would open its debugger.
*/

const names = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGUSR1', 'SIGUSR2', 'SIGALRM', 'SIGABRT', 'SIGVTALRM', 'SIGTRAP', 'SIGSYS', 'SIGXCPU', 'SIGXFSZ', 'SIGPWR', 'SIGIO', 'SIGSTKFLT'] as const;

export type EndingSignal = typeof names[number];

/** Those that this system knows. */
export const endingSignals: readonly EndingSignal[] = names.filter(name => Object.hasOwn(constants.signals, name));

/** The exit status of a program that was ended by a signal, as shells report it. */
export function statusOf(signal: EndingSignal): number {
	return 128 + constants.signals[signal];
}
