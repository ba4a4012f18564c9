/** Which programs a realm knows, and whether it has the scope that some have not (protocol.md 3.4). */
export type Realm = {readonly clients: readonly string[]; readonly hasDefaultScope: boolean};

const usual: Realm = {clients: ['desktop'], hasDefaultScope: true};
const windowsOnly: Realm = {clients: ['desktop-win', 'desktop-mac'], hasDefaultScope: false};

const realms = new Map<string, Realm>([
	['jottacloud', {clients: ['jottacli', 'desktop'], hasDefaultScope: true}],
	['elgiganten', usual],
	['elkjop', usual],
	['elko', usual],
	['gigantti', usual],
	['letsgo', windowsOnly],
	['mediamarkt', usual],
	['onlime_wl', usual],
	['phonero', windowsOnly],
	['comhem', usual],
	['get', usual],
	['telia_se', usual],
]);

export const realmOf = (name: string): Realm | undefined => realms.get(name);
