import {describe, expect, it} from 'vitest';
import {profileNames, switchesOf} from '../../../source/sandbox/state/profiles.ts';
import {defaultSwitches} from '../../../source/sandbox/state/service-switches.ts';
import {openOwnSandbox, openSandboxClient, type SandboxClient} from '../../support/sandbox/sandbox-client.ts';

describe('profiles', () => {
	it('differ from each other; the default is what it was', () => {
		expect(switchesOf('default')).toEqual(defaultSwitches);
		expect(new Set(profileNames.map(name => JSON.stringify(switchesOf(name)))).size).toBe(profileNames.length);
	});

	it('give way to what is chosen by name', async () => {
		const {sandbox} = await openOwnSandbox({profile: 'strict', switches: {needsRange: false}});

		expect(sandbox.state.switches).toMatchObject({needsRange: false, allocateStatus: 201});
	});

	it('change while it runs, and what was chosen by name stays', async () => {
		const {sandbox} = await openOwnSandbox({switches: {allocateStatus: 200}});
		const set = async (path: string, body: object) => (await fetch(`${sandbox.url}/sandbox/${path}`, {method: 'POST', body: JSON.stringify(body)})).status;

		expect(await set('switches', {cdata: false})).toBe(200);
		expect(await set('profile', {profile: 'strict'})).toBe(200);
		expect(sandbox.state.switches).toMatchObject({allocateStatus: 200, cdata: false, needsRange: true});
		expect(await set('profile', {profile: 'lenient'})).toBe(200);
		expect(sandbox.state.switches).toMatchObject({needsRange: false, movesOntoTombstones: true});
		expect([await set('profile', {profile: 'odd'}), await set('switches', {nothing: 1})]).toEqual([400, 400]);
	});

	it.each(profileNames)('%s: a file goes up and is there', async profile => {
		const {sandbox} = await openOwnSandbox({profile});
		const client = await openSandboxClient(sandbox);

		expect([200, 201]).toContain(await client.upload('/Jotta/Archive/blå & "co".txt'.replaceAll('"', ''), 'a'));
		expect((await client.get(`/Jotta/Archive/${encodeURIComponent('blå & co.txt')}?mode=bin`)).text).toBe('a');
	});
});

describe('the lenient profile', () => {
	const archive = '/Jotta/Archive';
	const to = ({user}: SandboxClient, name: string) => encodeURIComponent(`/${user}${archive}/${name}`);

	const calls: ReadonlyArray<readonly [string, (client: SandboxClient, name: string) => Promise<{readonly status: number}>]> = [
		['a file is moved', async (client, name) => client.post(`${archive}/file?mv=${to(client, name)}`)],
		['a folder is moved', async (client, name) => client.post(`${archive}/folder/?mvDir=${to(client, name)}`)],
		['a file is copied', async (client, name) => client.post(`${archive}/file?cp=${to(client, name)}`)],
		['a folder is made', async (client, name) => client.post(`${archive}/${name}?mkDir=true`)],
	];
	const trashed = [
		['file', async (client: SandboxClient) => {
			await client.upload(`${archive}/name`, 'precious');
			await client.post(`${archive}/name?dl=true`);
		}],
		['folder', async (client: SandboxClient) => {
			await client.upload(`${archive}/name/deep`, 'precious');
			await client.post(`${archive}/name?dlDir=true`);
		}],
	] as const;

	it.each(calls.flatMap(([what, call]) => trashed.map(([kind, prepare]) => ({
		what, kind, call, prepare,
	}))))('$what where a trashed $kind had the name, as onto a free name (N25)', async ({call, prepare, what, kind}) => {
		const live = async (isTaken: boolean) => {
			const {client, sandbox} = await openOwnSandbox({profile: 'lenient'});
			await client.upload(`${archive}/file`, 'file');
			await client.upload(`${archive}/folder/in`, 'in');
			await (isTaken && prepare(client));
			const {status} = await call(client, 'name');
			const stored = await (await fetch(`${sandbox.url}/sandbox/stored`)).json() as ReadonlyArray<{path: string; kind: string; deleted?: number}>;
			return {status, trash: stored.filter(({deleted}) => deleted !== undefined).length, live: stored.filter(({deleted}) => deleted === undefined).map(row => `${row.path} ${row.kind}`)};
		};

		const [free, taken] = [await live(false), await live(true)];

		expect({...taken, trash: 0}).toEqual(free);
		expect(taken.status).toBe(200);
		// A folder that is made again is the one that was trashed, without what is in it (E23); all else stays there.
		expect(taken.trash).toBe(kind === 'file' || what === 'a folder is made' ? 1 : 2);
	});

	it('renames what changes only in case, and takes a bare semicolon (N25, N26)', async () => {
		const {client, sandbox: {state}} = await openOwnSandbox({profile: 'lenient'});
		await client.upload(`${archive}/a;b`, 'file');

		expect((await client.post(`${archive}/a;b?mv=${to(client, 'A;B')}`)).status).toBe(200);
		expect(state.tree.find(['Jotta', 'Archive', 'a;b'])?.name).toBe('A;B');
	});
});
