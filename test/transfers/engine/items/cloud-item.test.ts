import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {findEntry} from '../../../../source/jotta/find.ts';
import {openClient, openPlainSend} from '../../../../source/jotta/client.ts';
import {openContent} from '../../../../source/jotta/download.ts';
import {openJotta} from '../../../../source/jotta/jotta-file-system.ts';
import {listFolder} from '../../../../source/jotta/listing.ts';
import {decodeLoginToken, signIn} from '../../../../source/jotta/sign-in/login-token.ts';
import {readVersions} from '../../../../source/jotta/versions.ts';
import type {JobRequest} from '../../../../source/transfers/job.ts';
import {put, stateBelow, textOf} from '../../../support/cloud.ts';
import {
	cloud,
	disk,
	openEngine,
	runJob,
} from '../../../support/engine.ts';
import {signInTo} from '../../../support/sandbox.ts';
import {makeTree} from '../../../support/trees.ts';

const archive = '/Jotta/Archive';

async function openCloud(files: Readonly<Record<string, string>> = {}, settings: object = {}) {
	const {tools, client, sandbox, folder, files: system} = await openEngine();
	await mkdir(path.dirname(tools.directories.settings), {recursive: true});
	await writeFile(tools.directories.settings, JSON.stringify(settings));
	for (const [name, text] of Object.entries(files)) {
		await put(client, `${archive}/${name}`, text);
	}

	return {
		tools,
		client,
		sandbox,
		folder,
		trash: async (name: string) => system.remove(`${archive}/${name}`, {kind: 'file'}),
		read: async (name: string, revision?: number) => textOf(await openContent(`${archive}/${name}`, {client, ...(revision !== undefined && {revision})})),
		versions: async (name: string) => (await readVersions(`${archive}/${name}`, {client})).versions.length,
		names: async (below = '') => (await Array.fromAsync(system.list(`${archive}${below}`))).flat().map(({name}) => name).toSorted(),
		isTrashed: async (name: string) => (await findEntry(`${archive}/${name}`, {client}))?.deletedAt !== undefined,
		/** Of the home folder. */
		async inTrash() {
			const entries = (await Array.fromAsync(listFolder(archive, {client}))).flat();
			return entries.filter(({deletedAt}) => deletedAt !== undefined).map(({name}) => name).toSorted();
		},
		run: async (from: readonly string[], to: string, options: Partial<JobRequest> = {}) => runJob(tools, {sources: from.map(each => cloud(`/${each}`)), target: cloud(to === '' ? '' : `/${to}`), ...options}),
	};
}

async function otherTools(sandbox: Parameters<typeof signInTo>[0], no_versions: boolean) {
	const {tools} = await signInTo(sandbox, {loginToken: sandbox.state.identity.createLoginToken(sandbox.url)});
	await mkdir(path.dirname(tools.directories.settings), {recursive: true});
	await writeFile(tools.directories.settings, JSON.stringify({no_versions}));
	return tools;
}

describe('overwriting inside the cloud', () => {
	it.each(['copy', 'move'] as const)('works as often as one likes, and keeps what was replaced as versions of that name (%s)', async kind => {
		const {run, read, versions, names, inTrash} = await openCloud({'a.txt': 'of a', 'b.txt': 'of b', 't.txt': 'of t'});

		const results = [await run(['a.txt'], '', {kind, targetName: 't.txt', overwrite: 'always'}), await run(['b.txt'], '', {kind, targetName: 't.txt', overwrite: 'always'})];

		expect(results.map(({failures}) => failures)).toEqual([[], []]);
		expect([await read('t.txt'), await read('t.txt', 2), await read('t.txt', 1), await versions('t.txt')]).toEqual(['of b', 'of a', 'of t', 3]);
		expect([await names(), await inTrash()]).toEqual(kind === 'move' ? [['t.txt'], ['a.txt', 'b.txt']] : [['a.txt', 'b.txt', 't.txt'], []]);
	});

	it.each(['copy', 'move'] as const)('with no_versions leaves one version, and nothing beside it (%s)', async kind => {
		const {run, read, versions, names, inTrash} = await openCloud({'a.txt': 'of a', 't.txt': 'of t'}, {no_versions: true});

		const {failures} = await run(['a.txt'], '', {kind, targetName: 't.txt', overwrite: 'always'});

		expect([failures, await read('t.txt'), await versions('t.txt'), await names(), await inTrash()]).toEqual([[], 'of a', 1, kind === 'move' ? ['t.txt'] : ['a.txt', 't.txt'], []]);
	});

	it('with hard_delete keeps the original of a move in the trash: its versions did not come along', async () => {
		const {run, read, isTrashed} = await openCloud({'a.txt': 'of a', 't.txt': 'of t'}, {hard_delete: true});

		const {failures} = await run(['a.txt'], '', {kind: 'move', targetName: 't.txt', overwrite: 'always'});

		expect([failures, await read('t.txt'), await isTrashed('a.txt')]).toEqual([[], 'of a', true]);
	});

	it.each(['POST */allocate status=503', 'POST */allocate drop=before', 'POST */allocate drop=after', 'POST *?dl=* status=503'])('that is refused half-way leaves both names as they were, or ends later (%s)', async fault => {
		const {run, read, names, sandbox} = await openCloud({'a.txt': 'of a', 't.txt': 'of t'});
		sandbox.setFaults(`${fault} times=4`);

		await run(['a.txt'], '', {kind: 'move', targetName: 't.txt', overwrite: 'always'});

		expect([await read('t.txt'), await names()]).toEqual(['of a', ['t.txt']]);
	});
});

describe('names that the program picks', () => {
	it.each(['up', 'cloud'] as const)('are not those of files in the trash (%s)', async direction => {
		const {run, read, names, inTrash, trash, tools, folder} = await openCloud({'from/a.txt': 'mine', 'a.txt': 'theirs', 'a (1).txt': 'precious'});
		await trash('a (1).txt');
		await makeTree(folder, {'a.txt': 'mine'});

		const {failures} = direction === 'up' ? await runJob(tools, {sources: [disk(path.join(folder, 'a.txt'))], target: cloud(), overwrite: 'rename'}) : await run(['from/a.txt'], '', {overwrite: 'rename'});

		expect([failures, await names(), await inTrash()]).toEqual([[], ['a (2).txt', 'a.txt', 'from'], ['a (1).txt']]);
		expect([await read('a (2).txt'), await read('a (1).txt')]).toEqual(['mine', 'precious']);
	});

	it('for what waits to replace a file for good are nobody’s: an unrelated file stays in the trash', async () => {
		const {tools, folder, trash, read, versions, inTrash, names} = await openCloud({'f.txt': 'one', 'f (1).txt': 'precious'}, {no_versions: true});
		await trash('f (1).txt');
		for (const text of ['two', 'three']) {
			await makeTree(folder, {'f.txt': text});
			await runJob(tools, {sources: [disk(path.join(folder, 'f.txt'))], target: cloud(), overwrite: 'always'});
		}

		expect([await read('f.txt'), await versions('f.txt'), await names(), (await inTrash()).length, await read('f (1).txt')]).toEqual(['three', 1, ['f.txt'], 1, 'precious']);
	});
});

describe('a move onto a name that is in the trash', () => {
	it.each([false, true])('gets it, and what was there is an older version; the service is not asked to move there (it would work: %s)', async movesOntoTombstones => {
		const {run, read, names, trash, versions, isTrashed, sandbox} = await openCloud({'a.txt': 'alive', 'b.txt': 'trashed'});
		await trash('b.txt');
		Object.assign(sandbox.state.switches, {movesOntoTombstones});

		const {failures} = await run(['a.txt'], '', {kind: 'move', targetName: 'b.txt'});

		expect([failures, await names(), await read('b.txt'), await read('b.txt', 1), await versions('b.txt'), await isTrashed('a.txt')]).toEqual([[], ['b.txt'], 'alive', 'trashed', 2, true]);
	});
});

describe('two writers at one name', () => {
	it.each([false, true])('come one after the other: nothing fails, and nothing is left lying about (no_versions: %s)', async no_versions => {
		const {tools, sandbox, folder, names, read, client} = await openCloud({'t.txt': 'old'}, {no_versions});
		await makeTree(folder, {'one/t.txt': 'from one', 'two/t.txt': 'from two', 'three/t.txt': 'from three'});
		await put(client, `${archive}/cloud/t.txt`, 'from the cloud');
		const target = {target: cloud(), overwrite: 'always'} as const;

		const results = await Promise.all([
			runJob(tools, {sources: [disk(path.join(folder, 'one/t.txt'))], ...target}),
			runJob(await otherTools(sandbox, no_versions), {sources: [disk(path.join(folder, 'two/t.txt'))], ...target}),
			runJob(await otherTools(sandbox, no_versions), {sources: [cloud('/cloud/t.txt')], ...target}),
			runJob(await otherTools(sandbox, no_versions), {kind: 'move', sources: [disk(path.join(folder, 'three/t.txt'))], ...target}),
		]);

		expect(results.map(({failures}) => failures)).toEqual([[], [], [], []]);
		expect(await names()).toEqual(['cloud', 't.txt']);
		expect(['from one', 'from two', 'from three', 'from the cloud']).toContain(await read('t.txt'));
		expect((await stateBelow(client, archive)).filter(line => line.includes('jottafm') || line.includes(' trashed '))).toEqual([]);
	});
});

describe('one account that is known here under two names', () => {
	const openTwice = async (settings: object = {}) => {
		const opened = await openCloud({'one.txt': 'the one', 'deep/two.txt': 'two'}, settings);
		const {tools, sandbox} = opened;
		await signIn(decodeLoginToken(sandbox.state.identity.createLoginToken(sandbox.url)), {name: 'again', server: sandbox.url}, {...tools, send: openPlainSend(tools)});
		await tools.accounts.update('again', account => ({...account, server: `${sandbox.url.replace('127.0.0.1', 'localhost')}/`})); // another spelling of it
		const again = openJotta(await openClient({account: 'again', ...tools}));
		return {...opened, again, there: (below: string) => ({kind: 'cloud', account: 'again', path: `${archive}${below}`}) as const};
	};

	it.each([{}, {hard_delete: true}, {no_versions: true}])('moves nothing onto itself: neither a file nor a folder (%o)', async settings => {
		const {tools, there, names, read} = await openTwice(settings);

		const {failures} = await runJob(tools, {
			kind: 'move', sources: [cloud('/one.txt'), cloud('/deep')], target: there(''), overwrite: 'always',
		});

		expect(failures.map(({failure}) => failure?.sentence)).toEqual(['one.txt is in that folder already.', 'deep is in that folder already.']);
		expect([await names(), await read('one.txt'), await names('/deep')]).toEqual([['deep', 'one.txt'], 'the one', ['two.txt']]);
	});

	it('moves to another place of it on the server, without sending anything', async () => {
		const {tools, there, names, sandbox, again} = await openTwice();
		const before = sandbox.log.length;

		const {failures} = await runJob(tools, {kind: 'move', sources: [cloud('/one.txt'), cloud('/deep')], target: there('/to')});

		expect([failures, await names(), (await again.stat(`${archive}/to/one.txt`)).size]).toEqual([[], ['to'], 7]);
		expect(sandbox.log.slice(before).filter(each => each.path.includes('/upload/') || each.path.includes('mode=bin'))).toEqual([]);
	});
});

describe('a copy or a move inside the cloud', () => {
	const commands = (log: ReadonlyArray<{readonly method: string; readonly path: string}>, verb: string) => log.filter(each => each.method === 'POST' && each.path.includes(`?${verb}=`));

	it('lives where a file of its name is in the trash', async () => {
		const {tools, client, files} = await openEngine();
		await put(client, '/Jotta/Archive/from/a.txt', 'alive');
		await put(client, '/Jotta/Archive/to/a.txt', 'trashed');
		await files.remove('/Jotta/Archive/to/a.txt', {kind: 'file'});

		const {failures} = await runJob(tools, {sources: [cloud('/from/a.txt')], target: cloud('/to')});

		const there = await files.stat('/Jotta/Archive/to/a.txt');
		expect([failures, there.deletedAt, there.size]).toEqual([[], undefined, 5]);
	});

	it.each(['newer', 'always', 'rename', 'ask'] as const)('changes only the case of a name in two steps, whatever the rule (%s)', async overwrite => {
		const {tools, client, files, sandbox} = await openEngine();
		await put(client, '/Jotta/Archive/in/readme.txt', 'read me');

		const {failures} = await runJob(tools, {
			kind: 'move', sources: [cloud('/in/readme.txt')], target: cloud('/in'), targetName: 'README.txt', overwrite,
		});

		expect(failures).toEqual([]);
		expect((await Array.fromAsync(files.list('/Jotta/Archive/in'))).flat().map(({name}) => name)).toEqual(['README.txt']);
		expect(commands(sandbox.log, 'mv')).toHaveLength(2);
	});

	it.each([['copy', 'POST */allocate'], ['move', 'POST *?mv=*']] as const)('is not repeated when the service did it and said 500 (%s)', async (kind, request) => {
		const {tools, client, files, sandbox} = await openEngine();
		await put(client, '/Jotta/Archive/from/a.txt', 'once');
		const before = sandbox.log.length;
		sandbox.setFaults(`${request} then-status=500 times=1`);

		const {failures} = await runJob(tools, {
			kind, sources: [cloud('/from/a.txt')], target: cloud('/to'), overwrite: 'rename',
		});

		expect(failures).toEqual([]);
		expect((await Array.fromAsync(files.list('/Jotta/Archive/to'))).flat().map(({name}) => name)).toEqual(['a.txt']);
		expect(sandbox.log.slice(before).filter(each => each.path.includes('/allocate') || each.path.includes('?mv='))).toHaveLength(1);
	});
});
