import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openAccounts} from '../../source/settings/accounts.ts';
import {resolveDirectories} from '../../source/settings/directories.ts';
import {lastName, parseLocation, printLocation} from '../../source/transfers/location-text.ts';
import {cloud, disk} from '../support/engine.ts';
import {systemClock} from '../support/sandbox.ts';
import {temporaryFolder} from '../support/temp-files.ts';
import {standardNames} from '../support/names.ts';

const home = {device: 'Jotta', mountpoint: 'Archive'};

async function open() {
	const accounts = openAccounts(resolveDirectories(path.join(await temporaryFolder(), 'config')), systemClock);
	await accounts.put({
		name: 'jotta', username: 'f3a1', service: 'jottacloud', method: 'login-token', clientId: 'jottacli', tokenEndpoint: 'https://id.example', home,
	});
	return async (text: string) => parseLocation(text, {tools: {accounts, names: standardNames}, cwd: '/home/ola'});
}

describe('a place that a person types', () => {
	it.each([
		['jotta:', cloud()],
		['jotta:Pictures/2026', cloud('/Pictures/2026')],
		['jotta:./Pictures//2026/', cloud('/Pictures/2026')],
		['jotta:/LAPTOP/Home/a.txt', {kind: 'cloud', account: 'jotta', path: '/LAPTOP/Home/a.txt'}],
		['jotta:a:b?.txt', cloud('/a：b？.txt')],
		['jotta:a／b/␀/．．', cloud('/a／b/␀/．．')],
		['jotta:a‛／b/‛␀/‛．', cloud('/a‛／b/‛␀/‛．')],
		['a.txt', disk('/home/ola/a.txt')],
		['./jotta:a', disk('/home/ola/jotta:a')],
		['/srv/films', disk('/srv/films')],
	])('%s is understood', async (text, location) => {
		const parse = await open();

		expect(await parse(text)).toEqual(location);
	});

	it('is refused where it leads up in the cloud, or into an account that is not there', async () => {
		const parse = await open();

		await expect(parse('jotta:a/../b')).rejects.toMatchObject({code: 'usage'});
		await expect(parse('work:a')).rejects.toMatchObject({code: 'not-signed-in'});
	});
});

describe('a place that is shown', () => {
	it.each([
		[disk('/srv/films'), '/srv/films'],
		[cloud('/a：b.txt'), 'jotta:a:b.txt'],
		[cloud('/a／b/␀/．．'), 'jotta:a／b/␀/．．'],
		[cloud('/a‛／b/‛␀/‛．'), 'jotta:a‛／b/‛␀/‛．'],
		[cloud(), 'jotta:'],
		[{kind: 'cloud', account: 'jotta', path: '/Jotta/Sync/a'}, 'jotta:/Jotta/Sync/a'],
		[{kind: 'cloud', account: 'jotta', path: '/LAPTOP/Archive/a'}, 'jotta:/LAPTOP/Archive/a'],
		[{kind: 'cloud', account: 'jotta', path: '/'}, 'jotta:/'],
	] as const)('%j is typed as %s', (location, text) => {
		expect(printLocation(location, {names: standardNames, home})).toBe(text);
	});

	it('is shown whole where the home place is not known', () => {
		expect(printLocation(cloud('/a'), {names: standardNames})).toBe('jotta:/Jotta/Archive/a');
	});

	it('has a last part that a person knows', () => {
		expect([disk('/srv/a：b'), cloud('/a：b'), disk('/'), {...cloud(), path: '/'}].map(location => lastName(location, standardNames))).toEqual(['a：b', 'a:b', '/', '/']);
	});
});
