import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openProgram, openProgramWith, jsonRows} from '../../support/program/program.ts';

describe('config', () => {
	it('lists settings with value and default, sets and unsets them, and says where they are', async () => {
		const {run} = await openProgram();

		expect(jsonRows(await run(['config', '--json']))).toEqual(expect.arrayContaining([expect.objectContaining({
			setting: 'transfers', value: 4, default: 4, changed: false,
		})]) as object[]);
		expect(jsonRows(await run(['config', 'set', 'md5_memory_limit', '20M', '--json']))).toMatchObject([{value: 20_971_520, changed: true}]);
		expect(jsonRows(await run(['config', 'get', 'md5_memory_limit', '--json']))).toMatchObject([{value: 20_971_520}]);
		expect(jsonRows(await run(['config', 'unset', 'md5_memory_limit', '--json']))).toMatchObject([{value: 10_485_760, changed: false}]);
		expect((await run(['config', 'where'])).out).toContain('queue.sqlite');
	});

	it('says what in an edited file cannot be used, and goes on with the default', async () => {
		const {run, config} = await openProgram({isSignedIn: true});
		await writeFile(path.join(config, 'settings.json'), '{"transfers": "many", "colour": 1}');

		const result = await run(['config', 'get', 'transfers']);

		expect(result).toMatchObject({status: 0, out: expect.stringContaining('transfers = 4') as string});
		expect(result.err).toMatch(/transfers in .* is to be 1 to 64[\s\S]*colour in .* is no setting/v);
	});

	it('is applied: hard_delete leaves nothing in the trash', async () => {
		const {run, folder} = await openProgramWith({'a.txt': 'a', 'b/c.txt': 'c', 'd.txt': 'd'});
		await run(['rm', 'jotta:d.txt']);
		await run(['config', 'set', 'hard_delete', 'true']);

		expect(jsonRows(await run(['rm', '--json', 'jotta:a.txt', 'jotta:b', 'jotta:d.txt']))).toMatchObject([{permanent: true}, {permanent: true}, {permanent: true}]);
		await writeFile(path.join(folder, 'a.txt'), 'a');
		expect(await run(['rm', path.join(folder, 'a.txt')])).toMatchObject({status: 1, err: expect.stringContaining('--permanent') as string}); // the disk still wants to be told

		expect(jsonRows(await run(['trash', 'ls', '--json']))).toEqual([]);
	});

	it('is applied: mv deletes its originals for good with hard_delete', async () => {
		const {run, folder} = await openProgramWith({'a.txt': 'a'});
		await run(['config', 'set', 'hard_delete', 'true']);

		expect(await run(['mv', 'jotta:a.txt', path.join(folder, 'b.txt')])).toMatchObject({status: 0});

		expect(jsonRows(await run(['trash', 'ls', '--json']))).toEqual([]);
	});

	it('is applied: encoding, by commands and the engine', async () => {
		const {run, folder, log} = await openProgramWith({'50%.txt': 'standard'});
		await run(['config', 'set', 'encoding', 'Slash,LtGt,DoubleQuote,Colon,Question,Asterisk,Pipe,Del,Ctl,InvalidUtf8,Dot,Hash']);

		expect((await run(['ls', 'jotta:'])).out).toBe('50％.txt\n');
		await writeFile(path.join(folder, '#1: a'), 'x');
		expect(await run(['cp', path.join(folder, '#1: a'), 'jotta:'])).toMatchObject({status: 0});

		expect(await run(['cat', 'jotta:#1: a'])).toMatchObject({out: 'x'});
		expect(log.some(each => decodeURIComponent(each.path).endsWith('/＃1： a'))).toBe(true);
	});

	it('is applied: no_versions leaves the new content alone', async () => {
		const {run, folder} = await openProgramWith({'a.txt': 'old'});
		await writeFile(path.join(folder, 'a.txt'), 'new');
		await run(['config', 'set', 'no_versions', 'true']);

		expect(await run(['cp', '--overwrite=always', path.join(folder, 'a.txt'), 'jotta:a.txt'])).toMatchObject({status: 0});

		expect(await run(['cat', 'jotta:a.txt'])).toMatchObject({out: 'new'});
		expect(jsonRows(await run(['versions', '--json', 'jotta:a.txt']))).toHaveLength(1);
		expect((await run(['ls', 'jotta:'])).out).toBe('a.txt\n');
		expect(jsonRows(await run(['trash', 'ls', '--json']))).toEqual([]);
	});

	it('takes upload_resume_limit, as rclone does, and goes on where an upload broke in any case', async () => {
		const {run, folder, ready, log} = await openProgram({isSignedIn: true});
		await writeFile(path.join(folder, 'film'), new Uint8Array(8 * 1_048_576).fill(7));
		await run(['config', 'set', 'upload_resume_limit', '1G']);
		await fetch(`${ready.url}/sandbox/faults`, {method: 'POST', body: 'POST /upload/* cut-after=4MiB times=1'});

		expect(await run(['cp', path.join(folder, 'film'), 'jotta:'])).toMatchObject({status: 0});

		expect(log.findLast(each => each.path.startsWith('/upload'))).toMatchObject({received: 4 * 1_048_576});
	});

	it.each([
		[['config', 'set', 'transfers', '0'], 2, '1 to 64'],
		[['config', 'set', 'transfers'], 2, 'value'],
		[['config', 'get', 'transfer'], 2, 'transfers'],
		[['config', 'get'], 2, 'name of a setting'],
		[['config', 'set', 'encoding', 'Slash,Nonsense'], 2, 'parts of'],
		[['config', 'frob'], 2, 'list'],
	])('%j ends with status %i', async (args, status, words) => {
		const {run} = await openProgram();

		expect(await run(args)).toMatchObject({status, err: expect.stringContaining(words) as string});
	});
});
