import {readFileSync} from 'node:fs';
import {createSecureContext, getCACertificates, type SecureContext} from 'node:tls';

/** How this machine reaches the network: proxies and certificates of the environment. */
export type Network = {
	readonly proxy?: {readonly http?: string; readonly https?: string; readonly none: string};
	readonly secureContext?: SecureContext; // replaces the authorities that Node trusts
};

type Environment = Readonly<Record<string, string | undefined>>;

// The sandbox and the browser's redirect are on this machine; no proxy can reach them.
const alwaysDirect = 'localhost,127.0.0.1,::1';

/**
Reads HTTP_PROXY, HTTPS_PROXY, NO_PROXY (in both spellings) and SSL_CERT_FILE. NODE_EXTRA_CA_CERTS is Node's own, and is
added to SSL_CERT_FILE. What cannot be used is left out with a notice, without its value: that may hold a password.
*/
export function readNetwork(environment: Environment, onNotice: (text: string) => void): Network {
	const proxyIn = (name: string) => {
		const text = environment[name.toLowerCase()] ?? environment[name] ?? '';
		const address = text === '' || text.includes('://') ? text : `http://${text}`;
		if (address === '' || isProxy(address)) {
			return address;
		}

		onNotice(`${name} is no address of a proxy, and is not used. It looks like http://proxy.example:3128.`);
		return '';
	};

	const [http, https] = [proxyIn('HTTP_PROXY'), proxyIn('HTTPS_PROXY')];
	const none = environment.no_proxy ?? environment.NO_PROXY ?? '';
	const secureContext = readAuthorities(environment.SSL_CERT_FILE ?? '', onNotice);
	return {
		...((http !== '' || https !== '') && {proxy: {...(http !== '' && {http}), ...(https !== '' && {https}), none: `${none},${alwaysDirect}`}}),
		...(secureContext && {secureContext}),
	};
}

function isProxy(address: string): boolean {
	return URL.canParse(address) && ['http:', 'https:', 'socks5:', 'socks:'].includes(new URL(address).protocol);
}

function readAuthorities(file: string, onNotice: (text: string) => void): SecureContext | undefined {
	if (file === '') {
		return undefined;
	}

	try {
		const ca = readFileSync(file, 'utf8');
		if (!ca.includes('CERTIFICATE-----')) {
			throw new TypeError('no certificate');
		}

		return createSecureContext({ca: [ca, ...getCACertificates('extra')]});
	} catch {
		onNotice(`No certificates can be read from SSL_CERT_FILE (${file}); the usual ones are used.`);
		return undefined;
	}
}
