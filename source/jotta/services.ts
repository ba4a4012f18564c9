/** Jottacloud and the brands that sell it under their own name (protocol.md 3.4). Only signing in differs. */
export type Service = {
	readonly key: string;
	readonly title: string;
	readonly domain: string;
	readonly realm: string;
	readonly clientId: string; // of the traditional sign-in
	readonly scopes: string;
};

const usual = 'openid jotta-default offline_access';
const plain = 'openid offline_access'; // these realms refuse the scope jotta-default

export const services: readonly Service[] = [
	{
		key: 'jottacloud', title: 'Jottacloud', domain: 'id.jottacloud.com', realm: 'jottacloud', clientId: 'desktop', scopes: usual,
	},
	{
		key: 'elgiganten_dk', title: 'Elgiganten Cloud (Denmark)', domain: 'cloud.elgiganten.dk', realm: 'elgiganten', clientId: 'desktop', scopes: usual,
	},
	{
		key: 'elgiganten_se', title: 'Elgiganten Cloud (Sweden)', domain: 'cloud.elgiganten.se', realm: 'elgiganten', clientId: 'desktop', scopes: usual,
	},
	{
		key: 'elkjop', title: 'Elkjøp Cloud (Norway)', domain: 'cloud.elkjop.no', realm: 'elkjop', clientId: 'desktop', scopes: usual,
	},
	{
		key: 'elko', title: 'ELKO Cloud (Iceland)', domain: 'cloud.elko.is', realm: 'elko', clientId: 'desktop', scopes: usual,
	},
	{
		key: 'gigantti', title: 'Gigantti Cloud (Finland)', domain: 'cloud.gigantti.fi', realm: 'gigantti', clientId: 'desktop', scopes: usual,
	},
	{
		key: 'letsgo', title: 'Let’s Go Cloud (Germany)', domain: 'letsgo.jotta.cloud', realm: 'letsgo', clientId: 'desktop-win', scopes: plain,
	},
	{
		key: 'mediamarkt', title: 'MediaMarkt Cloud', domain: 'mediamarkt.jottacloud.com', realm: 'mediamarkt', clientId: 'desktop', scopes: usual,
	},
	{
		key: 'onlime', title: 'Onlime (Denmark)', domain: 'cloud-auth.onlime.dk', realm: 'onlime_wl', clientId: 'desktop', scopes: usual,
	},
	{
		key: 'phonero', title: 'Phonero Sky (Norway)', domain: 'sky.phonero.no', realm: 'phonero', clientId: 'desktop-win', scopes: plain,
	},
	{
		key: 'tele2', title: 'Tele2 Cloud (Sweden)', domain: 'mittcloud-auth.tele2.se', realm: 'comhem', clientId: 'desktop', scopes: usual,
	},
	{
		key: 'telia_no', title: 'Telia Sky (Norway)', domain: 'sky-auth.telia.no', realm: 'get', clientId: 'desktop', scopes: usual,
	},
	{
		key: 'telia_se', title: 'Telia Cloud (Sweden)', domain: 'cloud-auth.telia.se', realm: 'telia_se', clientId: 'desktop', scopes: usual,
	},
];

/** The service whose sign-in pages live on a host, if it is a known one. */
export function serviceOfHost(host: string): Service | undefined {
	return services.find(service => service.domain === host.toLowerCase());
}
