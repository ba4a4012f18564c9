import type {IncomingMessage, ServerResponse} from 'node:http';
import {badArgument} from './http/errors.ts';
import {setForm} from './http/answer-form.ts';
import type {Switches} from './state/service-switches.ts';

/*
What answers before the service does: a host that has moved, a portal with a page, a server that wants to know the program (protocol.md 22.3).
*/

const moved = '/moved'; // in front of an address that has been redirected already

const page = '<!doctype html>\n<html><head><title>Welcome to this network</title></head><body><h1>Please sign in to this network</h1></body></html>\n';

/** Whether it has been answered. Where not, the address without what a redirect has put in front of it. */
export function answerBetween(request: IncomingMessage, response: ServerResponse, {switches, base}: {readonly switches: Readonly<Switches>; readonly base: string}): {readonly isAnswered: boolean; readonly address: string} {
	setForm(response, switches);
	const url = request.url ?? '';
	const hasMoved = url.startsWith(`${moved}/`);
	const address = hasMoved ? url.slice(moved.length) : url;
	const {needsUserAgent, page: status, redirectsTo} = switches;
	if (needsUserAgent && (request.headers['user-agent'] ?? '') === '') {
		throw badArgument('User-Agent is required');
	}

	if (status !== 'none') {
		request.resume();
		response.writeHead(Number(status), {'content-type': 'text/html;charset=UTF-8', 'content-length': page.length}).end(page);
		return {isAnswered: true, address};
	}

	if (redirectsTo !== '' && !hasMoved) {
		request.resume();
		const location = redirectsTo === 'itself' ? `${base}${moved}${url}` : new URL(url, redirectsTo).href;
		response.writeHead(302, {location, 'content-length': 0}).end();
		return {isAnswered: true, address};
	}

	return {isAnswered: false, address};
}
