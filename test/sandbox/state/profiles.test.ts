import {describe, expect, it} from 'vitest';
import {profileNames, switchesOf} from '../../../source/sandbox/state/profiles.ts';
import {defaultSwitches} from '../../../source/sandbox/state/service-switches.ts';
import {openOwnSandbox, openSandboxClient} from '../../support/sandbox/sandbox-client.ts';

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
