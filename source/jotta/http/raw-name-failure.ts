import {Failure} from '../../failure.ts';
import type {ServiceAnswer} from './failures.ts';

/*
Other programs store names with characters that we replace (protocol.md N18). What the service makes of requests for them differs:
a plain percent sign is refused in any case, the others may be found or not (protocol.md 16.1).
*/

const percentInPath = /\/jfs\/[^?]*%25/v;
const percentInTarget = /(?:&|\?)(?:mv|mvDir|cp)=[^&]*%25/v;
const percentInBody = /^\{"path":"[^"]*%/v; // of an allocate request
const replacedInPath = /\/jfs\/[^?]*%(?:22|2A|3A|3C|3E|3F|7C)/v;

/** A refusal that comes of such a name; undefined where the name says nothing about it. */
export function rawNameFailure({url, body, subject}: {readonly url: string; readonly body?: unknown; readonly subject: string}, cause: ServiceAnswer): Failure | undefined {
	const {answer: {status}} = cause;
	if (status === 404 && replacedInPath.test(url)) {
		return new Failure('not-found', `Not found: ${subject}. It was moved or deleted elsewhere, or Jottacloud does not find a name with such characters.`, {
			nextStep: 'List its folder again. If it is there, rename it in the program that made it, or on the web site.', cause,
		});
	}

	if (status !== 400) {
		return undefined;
	}

	if (percentInPath.test(url)) {
		return new Failure('name-not-allowed', `Jottacloud lists ${subject}, but answers no request for a name with a plain percent sign in it.`, {
			nextStep: 'Rename it in the program that made it, or on the web site. A public link of its folder gives a zip with it.', cause,
		});
	}

	return percentInTarget.test(url) || (typeof body === 'string' && percentInBody.test(body))
		? new Failure('name-not-allowed', `Jottacloud takes no name with a plain percent sign in it: ${subject} is not put there.`, {nextStep: 'Choose another name.', cause})
		: undefined;
}
