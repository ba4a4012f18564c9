import {Failure} from '../../failure.ts';
import type {TokenSource} from '../sign-in/tokens.ts';
import {answerOf} from './failures.ts';
import type {Send} from './request.ts';

/** Adds the bearer token; a 401 renews it once. @see protocol.md 2.6, 4 */
export function withToken(send: Send, tokens: TokenSource): Send {
	return async call => {
		const token = await tokens.get({signal: call.signal});
		try {
			return await send(bearing(call, token));
		} catch (error) {
			if (answerOf(error)?.status !== 401) {
				throw error;
			}

			const renewed = await tokens.get({refused: token, signal: call.signal});
			if (typeof call.body === 'function') {
				// The body is spent; whoever sends it asks for the position and sends the rest.
				throw new Failure('offline', 'The sign-in was renewed in the middle of an upload.', {nextStep: 'It goes on where it stopped.', cause: error});
			}

			return send(bearing(call, renewed));
		}
	};
}

function bearing(call: Parameters<Send>[0], token: string): Parameters<Send>[0] {
	return {...call, headers: {...call.headers, authorization: `Bearer ${token}`}};
}
