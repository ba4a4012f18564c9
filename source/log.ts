import {cleanText} from './clean-text.ts';

/** One request, or one remark. Goes to standard error with -v and to the engine's file. */
type LogFacts = {
	readonly method?: string;
	readonly address?: string;
	readonly status?: number;
	readonly milliseconds?: number;
	readonly attempt?: number;
	readonly trace?: string; // the service's x-id
	readonly message?: string;
};

export type Log = (line: LogFacts) => void;

const secrets = [
	/(?<=Bearer )[\w+\-.\/=~]+/gv,
	/\beyJ[\w\-.]{16,}/gv, // JWTs and login tokens
	/(?<=(?:access_token|refresh_token|id_token|password|code|client_secret|auth_token|authToken)(?:"\s*:\s*"|=))[^\s\u{22}\u{26}]+/gv,
	/(?<=\/(?:downloadPublic\/[^\/]+|ws\/[^\/]+|upload)\/)[\w\-.]+/gv,
];

/** The one place where secrets are taken out of what is written down. */
export function blankSecrets(text: string): string {
	let blanked = text;
	for (const secret of secrets) {
		blanked = blanked.replaceAll(secret, '…');
	}

	return blanked;
}

function printLine({method, address, status, milliseconds, attempt, trace, message}: LogFacts): string {
	const parts = [
		method,
		address,
		status === undefined ? undefined : String(status),
		milliseconds === undefined ? undefined : `${Math.round(milliseconds)} ms`,
		attempt === undefined || attempt === 1 ? undefined : `try ${attempt}`,
		trace === undefined ? undefined : `x-id ${trace}`,
		message,
	];
	return cleanText(blankSecrets(parts.filter(part => part !== undefined).join(' ')));
}

/** A log that writes lines somewhere, one at a time: one for each call, whatever names are in it. */
export function createLog(write: (line: string) => void): Log {
	return line => {
		write(`${printLine(line)}\n`);
	};
}

/** Notes what broke, and where: a line for the error, and one for each step that led to it. */
export function logCrash(log: Log, subject: string, error: unknown): void {
	log({message: `${subject}: ${String(error)}`});
	const stack = error instanceof Error ? error.stack ?? '' : '';
	for (const step of stack.split('\n').filter(line => /^\s+at /v.test(line))) {
		log({message: step});
	}
}

/** Notes what was behind a failure that is told in a person's words, where there was something. */
export function logCause(log: Log, {cause}: {readonly cause?: unknown}, subject = ''): void {
	if (cause !== undefined) {
		logCrash(log, `${subject}because of`, cause);
	}
}

export const silentLog: Log = () => {}; // eslint-disable-line @typescript-eslint/no-empty-function -- silence is its purpose
