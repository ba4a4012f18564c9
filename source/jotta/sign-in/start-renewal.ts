import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {text} from 'node:stream/consumers';
import * as v from 'valibot';
import {isNextStep, type NextStep} from '../../advice.ts';
import {Failure} from '../../failure.ts';
import {ServiceAnswer} from '../http/failures.ts';
import {parseJson} from '../http/json.ts';
import {SessionEnded, type Renewer} from './token-renewal.ts';

export type RenewElsewhereOptions = {
	readonly configDir?: string | undefined;
	readonly renewFile: string; // renewal-process.ts, built
	readonly execPath: string;
};

/** What the process says when it could not: a Failure as plain data. */
const outcomeSchema = v.object({
	code: v.picklist(['session-revoked', 'not-signed-in', 'offline', 'rate-limited', 'service', 'permission', 'disk-full', 'usage', 'account-locked', 'cancelled']),
	sentence: v.string(),
	nextStep: v.custom<NextStep>(isNextStep),
	status: v.optional(v.number()), // of the service's answer, where there was one
	retryAfter: v.optional(v.number()), // ms
});

/**
Renews tokens in a process of its own: between the service's answer and the disk, nobody's Ctrl-C, closed terminal
or `kill -9` of a command can lose the new token, and with it the sign-in (protocol.md 3.3).
*/
export function renewElsewhere({configDir, renewFile, execPath}: RenewElsewhereOptions): Renewer {
	return async (account, refused) => {
		const place = configDir === undefined ? [] : ['--config-dir', configDir];
		const child = spawn(execPath, [renewFile, '--account', account, ...place], {detached: true, stdio: ['pipe', 'pipe', 'ignore']});
		child.stdin.on('error', () => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- it has ended: its status says why
		child.stdin.end(refused ?? ''); // not on the command line, which everybody can read
		const [output, [status]] = await Promise.all([text(child.stdout), once(child, 'close') as Promise<[number | null]>]);
		if (status === 0) {
			return;
		}

		const outcome = v.safeParse(outcomeSchema, parseJson(output));
		if (!outcome.success) {
			throw new Failure('offline', 'Renewing the sign-in was interrupted.', {nextStep: 'It is tried again by itself.'});
		}

		const {code, sentence, nextStep, status: answered, retryAfter} = outcome.output;
		if (code === 'session-revoked') {
			throw new SessionEnded(account);
		}

		throw new Failure(code, sentence, {nextStep, ...(answered !== undefined && {cause: new ServiceAnswer({status: answered, retryAfter})})});
	};
}
