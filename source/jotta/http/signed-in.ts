import {Failure} from '../../failure.ts';
import type {TokenSource} from '../sign-in/token-renewal.ts';
import {answerOf} from './failures.ts';
import type {Send} from './request.ts';

const renewals = 3; // short-lived tokens may end before the request arrives on a slow line

/** Adds the bearer token; a 401 renews it. @see protocol.md 2.6, 4 */
export function withToken(send: Send, tokens: TokenSource): Send {
	return async call => {
		let token = await tokens.get({signal: call.signal});
		for (let renewed = 0; ; renewed += 1) {
			try {
				return await send(bearing(call, token));
			} catch (error) {
				if (answerOf(error)?.status !== 401 || renewed === renewals) {
					throw error;
				}

				token = await tokens.get({refused: token, signal: call.signal});
				if (typeof call.body === 'function') {
					// The body is used up: the sender asks how much has arrived, and sends the rest.
					throw new Failure('offline', 'The sign-in was renewed in the middle of an upload.', {nextStep: 'It goes on where it stopped.', cause: error});
				}
			}
		}
	};
}

function bearing(call: Parameters<Send>[0], token: string): Parameters<Send>[0] {
	return {...call, headers: {...call.headers, authorization: `Bearer ${token}`}};
}
