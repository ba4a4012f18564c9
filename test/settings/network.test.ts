import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {rootCertificates} from 'node:tls';
import {describe, expect, it} from 'vitest';
import {readNetwork} from '../../source/settings/network.ts';
import {temporaryFolder} from '../support/temp-files.ts';

function read(environment: Readonly<Record<string, string>>) {
	const notices: string[] = [];
	const network = readNetwork(environment, text => {
		notices.push(text);
	});
	return {...network, notices};
}

const here = 'localhost,127.0.0.1,::1';

describe('what the environment says about proxies', () => {
	it.each([
		['nothing', {}, undefined],
		['empty words', {HTTP_PROXY: '', https_proxy: ''}, undefined],
		['one for the web', {HTTP_PROXY: 'https://one.example:3128'}, {http: 'https://one.example:3128', none: `,${here}`}],
		['one for the secure web', {HTTPS_PROXY: 'https://two.example:3128'}, {https: 'https://two.example:3128', none: `,${here}`}],
		['both, with names that go without', {http_proxy: 'https://one.example:1', https_proxy: 'socks5://two.example:2', no_proxy: 'nas.example'}, {http: 'https://one.example:1', https: 'socks5://two.example:2', none: `nas.example,${here}`}],
		['both spellings: the lower one counts', {
			HTTP_PROXY: 'https://upper.example', http_proxy: 'https://lower.example', NO_PROXY: 'upper', no_proxy: 'lower',
		}, {http: 'https://lower.example', none: `lower,${here}`}],
		['one without a scheme', {HTTPS_PROXY: 'localhost:3128'}, {https: 'http://localhost:3128', none: `,${here}`}],
	] as const)('is understood: %s', (_, environment, proxy) => {
		expect(read(environment)).toEqual({...(proxy && {proxy}), notices: []});
	});

	it.each(['ftp://ola:secret@proxy.example', 'https://ola:secret@[proxy'])('and cannot be used is said and left out, without the password that may be in it: %s', value => {
		const {proxy, notices} = read({HTTP_PROXY: value, HTTPS_PROXY: 'https://two.example:3128'});

		expect(proxy).toEqual({https: 'https://two.example:3128', none: `,${here}`});
		expect(notices).toEqual([expect.stringContaining('HTTP_PROXY')]);
		expect(notices[0]).not.toContain('secret');
	});
});

describe('what the environment says about certificates', () => {
	it('is whom to trust', async () => {
		const file = path.join(await temporaryFolder(), 'authorities.pem');
		await writeFile(file, rootCertificates[0]!);

		const {secureContext, notices} = read({SSL_CERT_FILE: file});

		expect(secureContext).toBeDefined();
		expect(notices).toEqual([]);
	});

	it.each(['no certificate at all', undefined])('is said and left out when it is %j', async content => {
		const file = path.join(await temporaryFolder(), 'authorities.pem');
		if (content !== undefined) {
			await writeFile(file, content);
		}

		const {secureContext, notices} = read({SSL_CERT_FILE: file});

		expect(secureContext).toBeUndefined();
		expect(notices).toEqual([expect.stringContaining(file)]);
	});
});
