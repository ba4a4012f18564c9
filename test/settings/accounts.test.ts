import {
	chmod,
	mkdir,
	readFile,
	readdir,
	rm,
	stat,
	utimes,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openPlainSend} from '../../source/jotta/client.ts';
import {decodeLoginToken, signIn} from '../../source/jotta/sign-in/login-token.ts';
import {openTokens} from '../../source/jotta/sign-in/token-renewal.ts';
import {openAccounts, type Account} from '../../source/settings/accounts.ts';
import {resolveDirectories} from '../../source/settings/directories.ts';
import {signInTo, startTestSandbox, systemClock} from '../support/sandbox.ts';
import {maySmallDisk, smallDisk} from '../support/small-disk.ts';
import {writeHalves} from '../support/small-writes.ts';
import {temporaryFolder} from '../support/temp-files.ts';

const account: Account = {
	name: 'jotta', username: 'f3a1', service: 'jottacloud', method: 'login-token', clientId: 'jottacli', tokenEndpoint: 'https://id.example', home: {device: 'Jotta', mountpoint: 'Archive'},
};

async function open(configDir?: string) {
	const directories = resolveDirectories(configDir ?? path.join(await temporaryFolder(), 'config'));
	const notices: string[] = [];
	const accounts = openAccounts(directories, systemClock, text => {
		notices.push(text);
	});
	return {
		directories, notices, accounts, mode: async (place: string) => ((await stat(place)).mode % 0o1000).toString(8),
	};
}

describe('the file with the accounts', () => {
	it('is whole where the disk takes a part of it at a time', async () => {
		const {accounts, directories} = await open();
		await writeHalves(await temporaryFolder());

		await accounts.put(account);

		expect(JSON.parse(await readFile(directories.accounts, 'utf8'))).toMatchObject({accounts: [{name: 'jotta'}]});
	});

	it('is for its owner only, and leaves nothing beside it', async () => {
		const {accounts, directories, mode} = await open();

		await accounts.put(account);
		await Promise.all(Array.from({length: 10}, async (_, index) => accounts.put({...account, name: `other${index}`})));

		expect(await mode(directories.accounts)).toBe('600');
		expect(await mode(directories.folder)).toBe('700');
		expect(await accounts.list()).toHaveLength(11);
		expect((await readdir(directories.folder)).toSorted()).toEqual(['accounts.json', 'locks']);
	});

	it('calls the method of signing in `way`, as it always has', async () => {
		const {accounts, directories} = await open();
		await accounts.put({...account, method: 'browser'});

		const text = await readFile(directories.accounts, 'utf8');

		expect(JSON.parse(text)).toMatchObject({version: 1, accounts: [{name: 'jotta', way: 'browser'}]});
		expect(text).not.toContain('method');
		expect(await accounts.get('jotta')).toEqual({...account, method: 'browser'});
	});

	it('that others could read is closed again, and that is said', async () => {
		const {accounts, directories, mode, notices} = await open();
		await accounts.put(account);
		await chmod(directories.accounts, 0o644);
		await chmod(directories.folder, 0o755);

		await accounts.list();
		await accounts.list();

		expect(await mode(directories.accounts)).toBe('600');
		expect(await mode(directories.folder)).toBe('700');
		expect(notices).toEqual([expect.stringContaining('Others on this machine could read')]);
	});

	it.each(['', '{', '{"version": 2}', '[]', 'null', '{"version":1,"accounts":[{"name":5}]}'])('that is damaged (%j) is said, and kept when somebody signs in anew', async damage => {
		const {accounts, directories, notices, mode} = await open();
		await accounts.put(account);
		await writeFile(directories.accounts, damage);
		const damaged = await stat(directories.accounts);

		await expect(accounts.list()).rejects.toMatchObject({code: 'not-signed-in', nextStep: {kind: 'sign-in-again', note: 'The damaged file is kept beside the new one.'}});
		await accounts.put(account);

		const kept = path.join(directories.folder, 'accounts.damaged.json');
		expect(await accounts.list()).toEqual([account]);
		expect(await readFile(kept, 'utf8')).toBe(damage);
		expect(await mode(kept)).toBe('600');
		expect((await stat(kept)).ino).toBe(damaged.ino); // moved: a copy would need room
		expect(notices).toEqual([expect.stringContaining('was damaged')]);
	});

	it('is cleared of what killed processes have left, once it is old', async () => {
		const {accounts, directories} = await open();
		await accounts.put(account);
		const [old, fresh] = ['old', 'fresh'].map(name => path.join(directories.folder, `accounts.json.${name}.next`));
		await writeFile(old!, '');
		await writeFile(fresh!, '');
		await utimes(old!, 1, 1);

		await accounts.put(account);

		expect((await readdir(directories.folder)).toSorted()).toEqual(['accounts.json', 'accounts.json.fresh.next', 'locks']);
	});
});

describe('an account that is asked for by name', () => {
	it('is missed with words on how to sign in, when nobody is signed in', async () => {
		const {accounts} = await open();

		await expect(accounts.get('work')).rejects.toMatchObject({code: 'not-signed-in', message: 'Nobody is signed in yet.', nextStep: {kind: 'sign-in'}});
	});

	it('is missed with the names that there are, otherwise', async () => {
		const {accounts} = await open();
		await accounts.put(account);
		await accounts.put({...account, name: 'home'});

		await expect(accounts.get('work')).rejects.toMatchObject({code: 'not-signed-in', message: 'There is no account called work.', nextStep: 'Known accounts: jotta, home.'});
	});

	it('is changed, or put anew, in its place; the others stay as they are', async () => {
		const {accounts} = await open();
		await accounts.put(account);
		await accounts.put({...account, name: 'home'});

		await accounts.update('jotta', current => ({...current, fullName: 'Ola'}));
		await accounts.put({...account, email: 'ola@example.no'});
		const before = await accounts.list();
		await accounts.remove('jotta');

		expect(before).toEqual([{...account, email: 'ola@example.no'}, {...account, name: 'home'}]);
		expect(await accounts.list()).toEqual([{...account, name: 'home'}]);
	});
});

describe('a folder that cannot be written', () => {
	it('is found out before the login token is spent', async () => {
		const sandbox = await startTestSandbox();
		const {tools} = await signInTo(sandbox);
		const blocked = path.join(await temporaryFolder(), 'file');
		await writeFile(blocked, '');
		const {accounts} = await open(path.join(blocked, 'config'));
		const loginToken = sandbox.state.identity.createLoginToken(sandbox.url);
		const before = sandbox.log.filter(({method}) => method === 'POST').length;

		const attempt = signIn(decodeLoginToken(loginToken), {server: sandbox.url}, {...tools, accounts, send: openPlainSend(tools)});

		await expect(attempt).rejects.toMatchObject({code: 'permission'});
		expect(sandbox.log.filter(({method}) => method === 'POST')).toHaveLength(before);
	});

	it('is found out before the refresh token is spent', async () => {
		const sandbox = await startTestSandbox();
		const {tools} = await signInTo(sandbox);
		const {tokens} = await tools.accounts.get('jotta');
		const original = await readFile(tools.directories.accounts, 'utf8');
		const other = resolveDirectories(path.join(await temporaryFolder(), 'config'));
		await mkdir(other.folder, {recursive: true});
		const link = {...other, accounts: '/proc/self/fd/accounts.json'}; // readable never, writable never
		const readable = openAccounts(tools.directories, systemClock);
		const accounts = {...openAccounts(link, systemClock), get: readable.get, list: readable.list};
		const before = sandbox.log.length;

		const renewal = openTokens({
			account: 'jotta', accounts, send: openPlainSend(tools), clock: systemClock,
		}).get({refused: tokens!.accessToken});

		await expect(renewal).rejects.toMatchObject({code: 'permission'});
		expect(sandbox.log).toHaveLength(before);
		expect(await readFile(tools.directories.accounts, 'utf8')).toBe(original);
	});
});

describe('room that is taken for a sign-in', () => {
	it('is given back when nothing comes of it', async () => {
		const {accounts, directories} = await open();

		await expect(accounts.withReservedSpace(async () => {
			throw new Error('refused');
		})).rejects.toThrow('refused');

		expect(await readdir(directories.folder)).toEqual(['locks']);
	});

	it('that cannot be taken says that nothing was used up', async () => {
		const blocked = path.join(await temporaryFolder(), 'file');
		await writeFile(blocked, '');
		const {accounts} = await open(path.join(blocked, 'config'));

		await expect(accounts.put(account)).rejects.toMatchObject({code: 'permission', nextStep: expect.stringContaining('The sign-in was not used up.') as string});
	});

	it.skipIf(!maySmallDisk)('is not there on a full disk, which is said; what was begun is gone', async () => {
		const disk = await smallDisk(65_536);
		const {accounts, directories} = await open(path.join(disk.folder, 'config'));
		disk.fill();

		await expect(accounts.put(account)).rejects.toMatchObject({code: 'disk-full', nextStep: expect.stringContaining('The sign-in was not used up.') as string});

		disk.empty();
		await mkdir(directories.folder, {recursive: true});
		expect(await readdir(directories.folder)).toEqual([]);
	});

	it('is spent when a damaged file cannot be put aside for it', async () => {
		const {accounts, directories} = await open();
		await accounts.put(account);
		await writeFile(directories.accounts, '{');
		await mkdir(path.join(directories.folder, 'accounts.damaged.json', 'in the way'), {recursive: true});

		await expect(accounts.put(account)).rejects.toMatchObject({code: 'permission', nextStep: expect.stringContaining('sign in again') as string});
		expect(await readFile(directories.accounts, 'utf8')).toBe('{');
	});
});

describe('a folder that goes away while the service answers', () => {
	it('is said with what to do next: what was used for the sign-in is spent', async () => {
		const {accounts, directories} = await open();

		const attempt = accounts.withReservedSpace(async keep => {
			await rm(path.dirname(directories.accounts), {recursive: true});
			await keep(all => [...all, account]);
		});

		await expect(attempt).rejects.toMatchObject({code: 'permission', nextStep: expect.stringMatching(/sign in again: what was used for it works only once/v) as string});
	});
});

describe('a sign-in', () => {
	it('never takes the name of somebody else', async () => {
		const sandbox = await startTestSandbox();
		const {tools} = await signInTo(sandbox);
		await tools.accounts.update('jotta', current => ({...current, username: 'another'}));
		const loginToken = sandbox.state.identity.createLoginToken(sandbox.url);
		const signInTools = {...tools, send: openPlainSend(tools)};

		await expect(signIn(decodeLoginToken(loginToken), {name: 'jotta', server: sandbox.url}, signInTools)).rejects.toMatchObject({code: 'already-exists'});
		const unnamed = await signIn(decodeLoginToken(loginToken), {server: sandbox.url}, signInTools);

		expect(unnamed.name).toBe('jotta2');
	});

	it('that is done again keeps the home place', async () => {
		const sandbox = await startTestSandbox();
		const {tools} = await signInTo(sandbox);
		await tools.accounts.update('jotta', current => ({...current, home: {device: 'Jotta', mountpoint: 'Sync'}}));

		const again = await signIn(decodeLoginToken(sandbox.state.identity.createLoginToken(sandbox.url)), {server: sandbox.url}, {...tools, send: openPlainSend(tools)});

		expect(again).toMatchObject({name: 'jotta', home: {mountpoint: 'Sync'}});
	});
});
