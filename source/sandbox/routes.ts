import {answerAllocate, customer} from './uploads/allocate.ts';
import {
	readJson,
	sendJson,
	sendXml,
	streamBody,
	streamXml,
} from './http/answers.ts';
import {jottaError, noSuchFile, ServiceError} from './http/errors.ts';
import {routeIdentity} from './identity/routes.ts';
import {readAddress} from './jfs/address.ts';
import {answerCommand} from './jfs/change.ts';
import {download, share} from './jfs/read-modes.ts';
import {findNode, readDocument} from './jfs/read.ts';
import {declaration, element} from './http/xml-text.ts';
import {listFlat, listStream} from './jfs/trees.ts';
import {legacyUpload} from './uploads/legacy-upload.ts';
import {routePublic} from './jfs/public-links.ts';
import {receiveUpload} from './uploads/receive.ts';
import {cutBody} from './faults/inject-fault.ts';
import type {Exchange} from './state/exchange.ts';
import type {SandboxState} from './state/state.ts';
import {isAccountLocked} from './state/service-switches.ts';
import {thumbnail} from './jfs/thumbnail.ts';
import {
	latestDocument,
	linksDocument,
	purge,
	trashDocument,
} from './jfs/trash-view.ts';

/** All of the service's hosts as paths on one port (design.md 1.4). */
export async function route(exchange: Exchange): Promise<void> {
	const {path, request: {method}} = exchange;
	if (path === '/jfs' || path.startsWith('/jfs/')) {
		await routeJfs(exchange);
	} else if (path.startsWith('/auth/')) {
		await routeIdentity(exchange);
	} else if (path === '/account/v1/customer' && method === 'GET') {
		checkBearer(exchange);
		sendJson(exchange.response, 200, customer(exchange.state));
	} else if (path.startsWith('/files/v1/') || path.startsWith('/upload/')) {
		await routeFiles(exchange);
	} else if (path.startsWith('/rest/token/') && method === 'GET') {
		createEventToken(exchange);
	} else if (path.startsWith('/opin/io/downloadPublic/')) {
		await routePublic(exchange);
	} else {
		throw jottaError(404, 'NoSuchPathException', path);
	}
}

async function routeJfs(exchange: Exchange): Promise<void> {
	const {state, request, response, path, query, lines} = exchange;
	const address = readAddress(path, state.switches);
	checkUser(exchange, address.segments[0]);
	const segments = address.segments.slice(1);
	if (request.method === 'POST') {
		checkLock(exchange, 'write');
		const answer = query.has('umode')
			? await legacyUpload(state, {segments, headers: request.headers, body: lines.up(uploadBody(exchange))})
			: answerCommand({
				state, address: {...address, segments}, query, headers: request.headers,
			});
		sendXml(response, answer.status, answer.xml);
		return;
	}

	if (request.method !== 'GET' && request.method !== 'HEAD') {
		throw new ServiceError(405, 'org.springframework.web.HttpRequestMethodNotSupportedException', `Request method '${request.method}' not supported`);
	}

	if (segments.length > 0) {
		checkLock(exchange, 'read'); // the account's own document says why
	}

	await read(exchange, segments);
}

/** protocol.md 15 */
function checkLock({state: {switches}}: Exchange, what: 'read' | 'write'): void {
	if (isAccountLocked(switches, what)) {
		throw jottaError(403, 'AccountLockedException', `The account is locked: no ${what}`);
	}
}

async function read({state, request: {headers}, response, query, lines}: Exchange, segments: readonly string[]): Promise<void> {
	const mode = query.get('mode');
	switch (mode) {
		case 'bin': {
			const {status, headers: head, body} = download(state, findNode(state, segments), {query, headers});
			response.writeHead(status, head);
			await streamBody(response, lines.down(body));
			break;
		}

		case 'thumb': {
			if (!imageName.test(findNode(state, segments).name)) {
				throw noSuchFile(segments.join('/'));
			}

			response.writeHead(200, {'content-type': 'image/jpeg', 'content-length': String(thumbnail.length)}).end(thumbnail);
			break;
		}

		case 'list': {
			await streamXml(response, listFlat(state, segments), lines.documents);
			break;
		}

		case 'liststream': {
			await streamXml(response, listStream(state, segments), lines.documents);
			break;
		}

		case 'enableShare':
		case 'disableShare': {
			sendXml(response, 200, share(state, segments, mode === 'enableShare'));
			break;
		}

		default: {
			await streamXml(response, viewOrDocument(state, segments, query), lines.documents);
		}
	}
}

const imageName = /\.(?:jpe?g|png|gif|heic|webp)$/iv;

/** Trash, Links and Latest can always be addressed, listed or not (protocol.md 11). */
function viewOrDocument(state: SandboxState, segments: readonly string[], query: URLSearchParams): Iterator<string> {
	const [device = '', view = '', ...rest] = segments.map(segment => segment.toUpperCase());
	if (device !== 'JOTTA' || rest.length > 0) {
		return readDocument(state, segments);
	}

	switch (view) {
		case 'TRASH': {
			return trashDocument(state);
		}

		case 'LINKS': {
			return linksDocument(state);
		}

		case 'LATEST': {
			return latestDocument(state, Number(query.get('max') ?? 10));
		}

		default: {
			return readDocument(state, segments);
		}
	}
}

const authentication = 'org.springframework.security.authentication';

function checkBearer({state, request}: Exchange): void {
	const token = /^bearer (?<token>\S+)$/iv.exec(request.headers.authorization ?? '')?.groups?.token;
	if (token === undefined) {
		throw new ServiceError(401, `${authentication}.BadCredentialsException`, 'No token or token is malformed!');
	}

	if (!state.identity.isValid(token)) {
		throw new ServiceError(401, `${authentication}.BadCredentialsException`, 'Bad credentials');
	}
}

/** protocol.md 4, E17 */
function checkUser(exchange: Exchange, user: string | undefined): void {
	if (user === undefined) {
		throw new ServiceError(400, 'org.springframework.security.core.userdetails.UsernameNotFoundException', 'Username not found in url!');
	}

	checkBearer(exchange);
	if (user !== exchange.state.person.username) {
		throw new ServiceError(401, `${authentication}.AuthenticationCredentialsNotFoundException`, 'Token mismatch!');
	}
}

/** What a listener needs for its socket (protocol.md 13). */
function createEventToken(exchange: Exchange): void {
	const {state: {person, events}, path, response} = exchange;
	const [user, action] = path.slice('/rest/token/'.length).split('/', 2);
	checkUser(exchange, user);
	if (action !== 'createToken') {
		throw jottaError(404, 'NoSuchPathException', path);
	}

	sendXml(response, 200, `${declaration}<token>\n${element('username', person.username)}${element('authToken', events.createToken())}</token>\n`);
}

async function routeFiles(exchange: Exchange): Promise<void> {
	const {state, request, response, path, base, lines} = exchange;
	checkBearer(exchange);
	if (path === '/files/v1/allocate' && request.method === 'POST') {
		sendJson(response, state.switches.allocateStatus, await answerAllocate(state, await readJson(request), base));
	} else if (path === '/files/v1/purge_trash' && request.method === 'POST') {
		sendJson(response, 200, purge(state, {onlyExpired: false}));
	} else if (path.startsWith('/upload/') && request.method === 'POST') {
		const body = lines.up(uploadBody(exchange));
		const {socket} = request; // when the line is cut, the request loses it
		sendJson(response, 200, await receiveUpload(state, path.slice('/upload/'.length), {headers: request.headers, body, isCut: () => socket.destroyed}));
	} else {
		throw jottaError(404, 'NoSuchPathException', path);
	}
}

/** What arrives before a fault cuts the line. */
function uploadBody({request, fault}: Exchange): AsyncIterable<unknown> {
	return fault?.cutAfter === undefined ? request : cutBody(request, fault.cutAfter);
}
