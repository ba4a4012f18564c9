import {execFileSync} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {createServer as createHttpServer, type IncomingMessage} from 'node:http';
import {createSecureServer} from 'node:http2';
import {
	connect,
	createServer,
	type AddressInfo,
	type Socket,
} from 'node:net';
import path from 'node:path';
import process from 'node:process';
import {createSecureContext} from 'node:tls';
import {request} from 'undici';
import {
	describe,
	expect,
	it,
	onTestFinished,
} from 'vitest';
import {openPool} from '../../../source/jotta/http/pool.ts';
import {readNetwork} from '../../../source/settings/network.ts';
import {startAnswering} from '../../support/answering.ts';
import {temporaryFolder} from '../../support/temp-files.ts';

const noNotice = (text: string) => {
	throw new Error(text);
};

async function answerThrough(address: string, environment: Readonly<Record<string, string>>): Promise<string> {
	const dispatcher = openPool(readNetwork(environment, noNotice));
	onTestFinished(async () => dispatcher.destroy());
	const {body} = await request(address, {dispatcher});
	return body.text();
}

describe.skipIf(process.platform !== 'linux')('the proxy of the environment', () => {
	it.each([
		['is asked', {}, 'refused'],
		['is passed by for a host of NO_PROXY', {NO_PROXY: 'example.com, 127.0.0.2'}, 'direct'],
		['is passed by for everybody with a star', {no_proxy: '*'}, 'direct'],
		['is still asked for a host that is not named', {NO_PROXY: '127.0.0.3'}, 'refused'],
	])('%s', async (_, environment, expected) => {
		const target = await startAnswering((_request, response) => {
			response.end('direct');
		}, '127.0.0.2');
		const proxy = await startAnswering((_request, response) => {
			response.end('refused'); // and a CONNECT with a closed line
		});

		const got = await answerThrough(target, {HTTP_PROXY: proxy, ...environment}).catch(() => 'refused');

		expect(got).toBe(expected);
	});

	it('is left when it says nothing', async () => {
		const silent = createServer(socket => {
			socket.resume();
		}).listen(0, '127.0.0.1');
		await once(silent, 'listening');
		onTestFinished(() => {
			silent.close();
		});
		const dispatcher = openPool({proxy: {https: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`, none: ''}, silence: 20});
		onTestFinished(async () => dispatcher.destroy());

		await expect(request('https://service.example/', {dispatcher})).rejects.toMatchObject({code: 'UND_ERR_HEADERS_TIMEOUT'});
	});

	it('is written without a scheme, too, and the small letters come first', () => {
		expect(readNetwork({HTTPS_PROXY: 'ignored:1', https_proxy: 'proxy.example:3128'}, noNotice).proxy).toEqual({https: expect.stringMatching(/^http:\/\/proxy\.example:3128$/v) as string, none: ',localhost,127.0.0.1,::1'});
	});

	it('is none when the variables are empty', () => {
		expect(readNetwork({HTTPS_PROXY: '', http_proxy: '', SSL_CERT_FILE: ''}, noNotice)).toEqual({});
	});
});

describe('a service that offers HTTP/2', () => {
	it.each(['directly', 'through a proxy'])('is spoken to by HTTP/1.1: %s', async way => {
		const folder = await temporaryFolder();
		const [key, cert] = [path.join(folder, 'key'), path.join(folder, 'cert')];
		execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=service', '-addext', 'subjectAltName=IP:127.0.0.1'], {stdio: 'pipe'});
		const service = createSecureServer({key: readFileSync(key), cert: readFileSync(cert), allowHTTP1: true}, ({httpVersion}, response) => {
			response.end(httpVersion);
		}).listen(0, '127.0.0.1');
		const proxy = createHttpServer().on('connect', ({url = ''}: IncomingMessage, socket: Socket) => {
			const onward = connect(Number(url.split(':', 2)[1]), '127.0.0.1', () => {
				socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
				socket.pipe(onward).pipe(socket);
			});
		}).listen(0, '127.0.0.1');
		await Promise.all([once(service, 'listening'), once(proxy, 'listening')]);
		const dispatcher = openPool({
			secureContext: createSecureContext({ca: readFileSync(cert)}),
			...(way !== 'directly' && {proxy: {https: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, none: ''}}),
		});
		onTestFinished(async () => {
			await dispatcher.destroy();
			service.close();
			proxy.close();
		});

		const {body} = await request(`https://127.0.0.1:${(service.address() as AddressInfo).port}/`, {dispatcher});

		expect(await body.text()).toBe('1.1');
	});
});
