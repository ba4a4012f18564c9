import {rename, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, it} from 'vitest';
import {openProgramOn} from '../support/program/program-on-sandbox.ts';
import {describeWithRclone, linesOf} from '../support/rclone.ts';
import {makeTree, treeOf} from '../support/trees.ts';

const uploads = (log: ReadonlyArray<{readonly path: string}>) => log.filter(request => request.path.startsWith('/upload/')).length;

const names = ['plain.txt', 'æøå/日本語.txt', 'what? "a:b" <c|d>.txt', 'deep/er/still deeper/x;y#z&.bin'];

describeWithRclone('what people keep backups with', ({openWitness, isCurrent}) => {
	const files = Object.fromEntries([...names, ...isCurrent ? ['100% %41.txt'] : []].map((name, index) => [name, `content ${index}`.repeat(index * 5000)]));

	it('crypt: what rclone has encrypted is carried home by jottafm, and still opens', async () => {
		const {ask, folder, sandbox} = await openWitness();
		const [here, fetched, back] = ['here', 'fetched', 'back'].map(name => path.join(folder, name)) as [string, string, string];
		await makeTree(here, files);
		await ask('config', 'create', 'secret', 'crypt', 'remote=jotta:vault', 'password=a long password');
		await ask('config', 'create', 'carried', 'crypt', `remote=${fetched}`, 'password=a long password');

		await ask('copy', here, 'secret:');
		await ask('cryptcheck', here, 'secret:');
		const program = await openProgramOn(sandbox);
		const {status, err} = await program.run(['cp', 'jotta:vault', fetched]);
		await ask('copy', 'carried:', back);

		expect([status, err]).toEqual([0, expect.not.stringContaining('failed')]);
		expect(await treeOf(back)).toEqual(await treeOf(here));
		expect(await ask('lsf', '-R', 'jotta:vault')).not.toMatch(/plain|日本語/v);
	});

	it('crypt: what jottafm has brought up opens in rclone, also with names that are not encrypted', async () => {
		const {ask, folder, sandbox} = await openWitness();
		const [here, sealed, back] = ['here', 'sealed', 'back'].map(name => path.join(folder, name)) as [string, string, string];
		await makeTree(here, files);
		await ask('config', 'create', 'local', 'crypt', `remote=${sealed}`, 'password=a long password', 'filename_encryption=off', 'directory_name_encryption=false');
		await ask('config', 'create', 'secret', 'crypt', 'remote=jotta:sealed', 'password=a long password', 'filename_encryption=off', 'directory_name_encryption=false');

		await ask('copy', here, 'local:');
		const program = await openProgramOn(sandbox);
		const {status} = await program.run(['cp', sealed, 'jotta:']);
		await ask('copy', 'secret:', back);

		expect(status).toBe(0);
		expect(await treeOf(back)).toEqual(await treeOf(here));
	});

	it('bisync carries changes of both sides', async () => {
		const {rclone, ask, folder} = await openWitness();
		const here = path.join(folder, 'here');
		await makeTree(here, {...files, 'goes.txt': 'bye'});
		await ask('mkdir', 'jotta:both');
		await ask('bisync', '--resync', here, 'jotta:both');

		await writeFile(path.join(here, 'new here.txt'), 'from the disk');
		await rclone(['rcat', 'jotta:both/new there.txt'], {input: 'from the cloud'});
		await ask('deletefile', 'jotta:both/goes.txt');
		await ask('bisync', here, 'jotta:both');

		const [local, cloud] = [linesOf(await ask('lsf', '-R', '--files-only', '--format', 'psh', here)), linesOf(await ask('lsf', '-R', '--files-only', '--format', 'psh', 'jotta:both'))];
		expect(cloud).toEqual(local);
		expect(local.map(line => line.split(';', 1)[0])).toEqual(expect.arrayContaining(['new here.txt', 'new there.txt']));
		expect(local.join('\n')).not.toContain('goes.txt');
	});

	it('sync --track-renames moves on the service what was moved here', async () => {
		const {ask, folder, sandbox} = await openWitness();
		const here = path.join(folder, 'here');
		await makeTree(here, files);
		await ask('sync', '--track-renames', here, 'jotta:tree');
		const sent = uploads(sandbox.log);

		await rename(path.join(here, 'deep'), path.join(here, 'moved'));
		await ask('sync', '--track-renames', here, 'jotta:tree');

		expect(uploads(sandbox.log)).toBe(sent);
		expect(await ask('check', here, 'jotta:tree')).toBe('');
		expect(linesOf(await ask('lsf', '-R', '--files-only', 'jotta:tree/moved'))).toHaveLength(1);
	});

	it('sync --backup-dir keeps what it replaces and takes away', async () => {
		const {ask, folder} = await openWitness();
		const here = path.join(folder, 'here');
		await makeTree(here, {'changes.txt': 'old', 'sub/goes.txt': 'gone here', 'stays.txt': 'same'});
		await ask('sync', here, 'jotta:tree');

		await writeFile(path.join(here, 'changes.txt'), 'new and longer');
		await rm(path.join(here, 'sub'), {recursive: true});
		await ask('sync', '--backup-dir', 'jotta:kept/today', here, 'jotta:tree');
		await writeFile(path.join(here, 'changes.txt'), 'newer, and longer again');
		await ask('sync', '--backup-dir', 'jotta:kept/today', '--suffix', '.2', here, 'jotta:tree');

		const contents = {
			'kept/today/changes.txt': 'old',
			'kept/today/changes.txt.2': 'new and longer',
			'kept/today/sub/goes.txt': 'gone here',
			'tree/changes.txt': 'newer, and longer again',
			'tree/stays.txt': 'same',
		};
		expect(linesOf(await ask('lsf', '-R', '--files-only', 'jotta:'))).toEqual(Object.keys(contents));
		expect(await Promise.all(Object.keys(contents).map(async name => ask('cat', `jotta:${name}`)))).toEqual(Object.values(contents));
	});

	it('dedupe --by-hash keeps one of each content', async () => {
		const {ask, folder} = await openWitness();
		await makeTree(path.join(folder, 'here'), {'a.txt': 'same', 'sub/b.txt': 'same', 'c.txt': 'other'});
		await ask('copy', path.join(folder, 'here'), 'jotta:tree');

		await ask('dedupe', '--by-hash', '--dedupe-mode', 'oldest', 'jotta:tree');

		expect(linesOf(await ask('lsf', '-R', '--files-only', 'jotta:tree'))).toEqual(['a.txt', 'c.txt']);
		expect(linesOf(await ask('lsf', '-R', '--files-only', '--jottacloud-trashed-only', 'jotta:'))).toEqual(['tree/sub/b.txt']);
	});

	it('tree, size and hashsum say of the cloud what they say of the disk', async () => {
		const {ask, folder, sandbox} = await openWitness();
		const here = path.join(folder, 'here');
		await makeTree(here, files);
		const program = await openProgramOn(sandbox);

		const {status} = await program.run(['cp', `${here}/`, 'jotta:tree']);

		expect(status).toBe(0);
		const answers = async (place: string) => ({
			tree: (await ask('tree', '--noindent', place)).split('\n').slice(1), size: JSON.parse(await ask('size', '--json', place)) as object, md5: linesOf(await ask('hashsum', 'MD5', place)),
		});
		expect(await answers('jotta:tree')).toEqual(await answers(here));
		expect((await answers(here)).size).toMatchObject({count: Object.keys(files).length});
	});
});
