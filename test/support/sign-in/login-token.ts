import {once} from 'node:events';
import {request, type IncomingMessage} from 'node:http';
import {text} from 'node:stream/consumers';
import type {RunningSandbox} from '../../../source/sandbox/server.ts';

/** A login token with the real service's addresses. */
export async function publicLoginToken({url}: Pick<RunningSandbox, 'url'>): Promise<string> {
	const asking = request(`${url}/sandbox/login-token`, {method: 'POST', headers: {host: 'id.jottacloud.com', 'x-forwarded-proto': 'https'}}).end();
	const [answer] = await once(asking, 'response') as [IncomingMessage];
	const {loginToken} = JSON.parse(await text(answer)) as {readonly loginToken: string};
	return loginToken;
}
