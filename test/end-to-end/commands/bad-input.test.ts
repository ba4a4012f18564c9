import {
	chmod,
	mkdir,
	rm,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {openProgram} from '../../support/program/program.ts';
import {makeTree} from '../../support/trees.ts';

type Refusal = readonly [args: readonly string[], status: number, words: string];

const inTheClear = 'http:';

const refusals: Readonly<Record<string, readonly Refusal[]>> = {
	rm: [
		[['rm', 'jotta:'], 1, 'mountpoint'],
		[['rm', '/nowhere/at/all'], 4, '/nowhere/at/all'],
	],
	touch: [
		...['2024-02-30', '2023-02-29T10:00:00Z', '24:61', '2024-01-01 24:61', '4'].map((time): Refusal => [['touch', '--time', time, 'jotta:a.txt'], 2, `${time} is no time`]),
		[['trash', 'rm', '--deleted', '2024-02-30T10:00:00Z', 'jotta:a.txt'], 2, 'is no time'],
		[['trash', 'restore', '--deleted', '2023-02-29', 'jotta:a.txt'], 2, 'is no time'],
	],
	places: [
		[['places', '/tmp'], 2, 'not the name of an account'],
		[['places', 'jotta:Pictures'], 2, 'not the name of an account'],
		[['places', '--make', '/tmp'], 2, 'local path'],
		[['places', '--type', 'laptop'], 2, '--make'],
		[['places', 'jotta', '--home', 'jotta:/Jotta/Archive'], 2, 'the path names the account'],
	],
	server:
		['nas.example:8080', 'ftp://nas.example', `${inTheClear}//nas.example:8080`].map((server): Refusal => [['about', '--server', server], 2, `--server cannot be “${server}”. It begins with https://`]),
	doctor: [
		[['doctor', 'jotta:Pictures'], 2, 'not the name of an account'],
		[['doctor', '--dry-run', '--report', 'x'], 2, 'cannot go together'],
		[['doctor', '--only', 'U99'], 2, 'There is no question U99'],
		[['doctor', '--report', '.'], 1, 'There is something of the name'],
	],
	about: [[['about', 'jotta:Pictures'], 2, 'not the name of an account']],
	link: [
		[['link'], 2, 'A path is needed'],
		[['link', '--list', 'jotta', 'other'], 2, 'one account'],
		[['link', '--list', 'jotta:Pictures'], 2, 'not the name of an account'],
	],
	queue: [
		[['queue', 'cancel', '--job', '1', '2'], 2, 'Either items or --job'],
		[['queue', 'pause', '--job', '1'], 2, 'whole queue'],
		[['queue', 'pause', '1'], 2, 'no numbers'],
	],
	config: [
		[['config', 'list', 'transfers'], 2, '“transfers”'],
		[['config', 'get', 'transfers', '8'], 2, '“8”'],
		[['config', 'get'], 2, 'name of a setting'],
		[['config', 'set', 'transfers'], 2, 'A value for transfers'],
		[['config', 'set', 'transfers', 'many'], 2, '1 to 64'],
	],
	login: [
		[['login', 'a/b'], 2, 'cannot be the name of an account'],
		[['login', '--service', 'nope'], 2, 'no service called nope'],
		[['login', '--issuer', 'nope'], 2, 'https://'],
		[['login', '--issuer', 'https://id.example.com', '--service', 'elko'], 2, 'cannot go together'],
		[['login', '--with', 'password', '--token-file', '/tmp/x'], 2, 'Leave one of them out'],
	],
};

describe('bad input', () => {
	it.each(Object.entries(refusals))('of %s is named, with its status', async (_command, rows) => {
		const {run} = await openProgram({isSignedIn: true});

		for (const [args, status, words] of rows) {
			const result = await run(args);

			expect(result, args.join(' ')).toMatchObject({status, out: '', err: expect.stringContaining(words) as string});
			expect(result.err).not.toMatch(/\n\s+at /v);
		}
	});
});

describe('a list of everything below', () => {
	it.each([
		[false, /^jottafm: The list .*broke off or is damaged/v],
		[true, /^jottafm: What Jottacloud answers .*damaged on the way/v],
	])('that ends early as if it was whole is an error in a sentence (packed: %s)', async (compresses, sentence) => {
		const {run, ready} = await openProgram({isSignedIn: true, isDemo: true, switches: {compresses}});
		await fetch(`${ready.url}/sandbox/faults`, {method: 'POST', body: 'GET *mode=liststream* truncate=20000'});

		const result = await run(['ls', '-R', 'jotta:']);

		expect(result).toMatchObject({status: 1, err: expect.stringMatching(sentence) as string});
	});
});

describe('ls -R', () => {
	it('asks once, and nothing before', async () => {
		const {run, log} = await openProgram({isSignedIn: true, isDemo: true});
		const before = log.length;

		expect(await run(['ls', '-R', 'jotta:'])).toMatchObject({status: 0, out: expect.stringContaining('Pictures/') as string});

		const sent = log.slice(before).filter(each => each.path.startsWith('/jfs/'));
		expect(sent.map(each => each.path.replace(/^\/jfs\/\w+/v, ''))).toEqual(['/Jotta/Archive?mode=liststream']);
	});

	it('tells what a place is where nothing is below it', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await makeTree(path.join(folder, 'tree'), {'a.txt': 'a', 'gone/b.txt': 'b'});
		await run(['cp', path.join(folder, 'tree'), 'jotta:tree']);
		await run(['mkdir', 'jotta:empty', 'jotta:emptied']);
		await run(['rm', 'jotta:tree/gone', 'jotta:emptied']);

		expect(await run(['ls', '-R', 'jotta:tree/a.txt'])).toMatchObject({status: 0, out: 'a.txt\n'});
		expect(await run(['ls', '-R', path.join(folder, 'tree', 'a.txt')])).toMatchObject({status: 0, out: 'a.txt\n'});
		expect(await run(['ls', '-R', 'jotta:empty'])).toMatchObject({status: 0, out: ''});
		expect(await run(['ls', '-R', 'jotta:tree/gone'])).toMatchObject({status: 4, out: '', err: expect.stringContaining('is in the trash') as string});
		expect(await run(['ls', '-R', 'jotta:emptied'])).toMatchObject({status: 4, out: '', err: expect.stringContaining('is in the trash') as string});
		expect(await run(['ls', '-R', 'jotta:nowhere'])).toMatchObject({status: 4, out: '', err: expect.stringContaining('Not found: nowhere') as string});
	});
});

describe('a list whose totals are not what was listed', () => {
	it.each(['folders', 'files'])('is an error after its lines: wrong count of %s', async miscounted => {
		const {run, ready, folder} = await openProgram({isSignedIn: true});
		await makeTree(path.join(folder, 'tree'), {'a.txt': 'a', 'deep/b.txt': 'b'});
		await run(['cp', path.join(folder, 'tree'), 'jotta:tree']);
		const whole = await run(['ls', '-R', 'jotta:tree']);
		await fetch(`${ready.url}/sandbox/switches`, {method: 'POST', body: JSON.stringify({miscounted})});

		const result = await run(['ls', '-R', 'jotta:tree']);

		expect(whole).toMatchObject({status: 0, err: ''});
		expect(result).toMatchObject({status: 1, out: whole.out, err: 'jottafm: The list of everything below tree is not complete. Try again.\n'});
	});
});

const MiB = 1_048_576;

describe('bad input', () => {
	it.each([
		['nobody signed in', ['ls', 'jotta:'], 3, 'jottafm login'],
		['an unknown command', ['cpoy', 'a', 'b'], 2, ''],
		['an unknown option', ['ls', '--colour'], 2, '--colour'],
		['a source alone', ['cp', 'a'], 2, 'destination'],
		['a local file that is not there', ['rm', '--permanent', 'nowhere.txt'], 4, 'nowhere.txt'],
		['a port that is no number', ['sandbox', '--port', 'x'], 2, 'number'],
	])('%s ends in a sentence and its status', async (_, args, status, words) => {
		const {run} = await openProgram();

		const result = await run(args, {hasServer: args[0] !== 'sandbox'});

		expect(result).toMatchObject({status, err: expect.stringContaining(words) as string});
		expect(result.err).not.toMatch(/\n\s+at /v);
	});

	it.each([
		['', 'nothing to read'],
		['hello', 'not a login token'],
		['ola@example.no', 'e-mail'],
	])('the login token %j is named', async (input, words) => {
		const {run} = await openProgram();

		expect(await run(['login'], {input})).toMatchObject({status: 2, err: expect.stringContaining(words) as string});
	});

	it('a server that is not there is said, and nothing is lost', async () => {
		const {run, folder, stop} = await openProgram({isSignedIn: true});
		await stop();

		const result = await run(['ls', 'jotta:']);

		expect(result).toMatchObject({status: 1});
		expect(result.err).toMatch(/reach|connect|line/iv);
		expect(await run(['ls', folder])).toMatchObject({status: 0});
	});

	it('a cloud folder that is gone is status 4, a name that is refused is named', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		const long = `${'x'.repeat(90)}？`.repeat(2);
		await mkdir(path.join(folder, 'tree'));
		await writeFile(path.join(folder, 'tree', `${'é'.repeat(100)}.txt`), 'fits');
		await writeFile(path.join(folder, 'tree', 'bad\u{FEFF}name'), 'no');

		expect(await run(['cp', 'jotta:gone', folder])).toMatchObject({status: 4, err: expect.stringContaining('gone') as string});
		expect(await run(['cp', path.join(folder, 'tree'), 'jotta:tree'])).toMatchObject({status: 1, err: expect.stringContaining('U+FEFF') as string});
		expect((await run(['ls', 'jotta:tree'])).out).toContain('é');
		expect(long.length).toBeLessThan(255);
	});

	it('a full account parks the file, says how much is missing, and takes the others', async () => {
		const {run, folder} = await openProgram({isSignedIn: true, capacity: 2 * MiB});
		await makeTree(path.join(folder, 'tree'), {'large.bin': new Uint8Array(3 * MiB), 'small.txt': 'fits'});

		const result = await run(['cp', path.join(folder, 'tree'), 'jotta:tree']);

		expect(result).toMatchObject({status: 1, err: expect.stringContaining('large.bin') as string});
		expect((await run(['ls', 'jotta:tree'])).out).toContain('small.txt');
	});

	it.skipIf(process.getuid?.() === 0)('a file that cannot be read is named, and the others go', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await makeTree(path.join(folder, 'tree'), {'mine.txt': 'yes', 'locked.txt': 'no'});
		await chmod(path.join(folder, 'tree', 'locked.txt'), 0);

		const result = await run(['cp', path.join(folder, 'tree'), 'jotta:tree']);

		expect(result).toMatchObject({status: 1, err: expect.stringContaining('locked.txt') as string});
		expect((await run(['ls', 'jotta:tree'])).out).toContain('mine.txt');
		await rm(path.join(folder, 'tree'), {recursive: true});
	});
});
