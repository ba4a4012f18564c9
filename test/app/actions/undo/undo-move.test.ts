import {
	mkdir,
	readdir,
	readFile,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {withFileSystem} from '../../../support/app/replaced.ts';
import {undo} from '../../../../source/app/actions/undo/undo.ts';
import {openLocal} from '../../../../source/files/local-file-system.ts';
import type {Location} from '../../../../source/files/location.ts';
import {makeFolder, trashEntry} from '../../../../source/jotta/changes.ts';
import {runEngine} from '../../../../source/transfers/engine/loop/run.ts';
import {
	archive,
	put,
	stateBelow,
	textOf,
} from '../../../support/cloud.ts';
import {cloud, disk} from '../../../support/engine.ts';
import {systemClock} from '../../../support/sandbox.ts';
import {jobsIn} from '../../../support/queue-file.ts';
import {temporaryFolder} from '../../../support/temp-files.ts';
import {openCloudApp} from '../../../support/app/cloud-app.ts';
import {eventually, said} from '../../../support/drive.ts';

type Tree = Readonly<Record<string, string>>; // a path that ends in a slash is an empty folder

/** The app on a sandbox and a folder of the disk; `move` and `takeBack` are done to their end. */
async function openMoves() {
	const {app} = await openCloudApp();
	const client = await app.service.openClient('jotta');
	const home = await temporaryFolder();
	const tools = {...app.service.accounts.tools, clock: systemClock};
	const local = openLocal();
	const openFileSystem = async (place: Location) => place.kind === 'local' ? local : app.service.openFileSystem(place);
	const run = async () => runEngine({tools, signal: new AbortController().signal});
	const phases = (since: number) => app.service.watch.snapshot().rows.filter(({jobId}) => jobId > since).map(({phase}) => phase);
	return {
		app,
		home,
		here: (below: string) => disk(path.join(home, below)),
		async make(place: Location, tree: Tree) {
			for (const [below, text] of Object.entries(tree)) {
				const file = path.posix.join(place.path, below);
				if (place.kind === 'cloud') {
					await (below.endsWith('/') ? makeFolder(file.slice(0, -1), {client}) : put(client, file, text));
				} else {
					await mkdir(below.endsWith('/') ? file : path.dirname(file), {recursive: true});
					if (!below.endsWith('/')) {
						await writeFile(file, text);
					}
				}
			}
		},
		/** All below a place; nothing where that is gone. */
		async tree(place: Location): Promise<Tree | undefined> {
			const files = await openFileSystem(place);
			const root = await files.stat(place.path).catch(() => undefined);
			if (root?.kind !== 'folder' || root.deletedAt !== undefined) {
				return undefined;
			}

			const found: Record<string, string> = {};
			for await (const batch of files.walk(place.path)) {
				for (const {path: file, entry} of batch) {
					const below = file.slice(place.path.length + 1);
					if (entry.kind === 'file') {
						found[below] = await textOf(await files.read(file));
					} else {
						found[`${below}/`] = '';
					}
				}
			}

			// A folder that holds something is told by that.
			return Object.fromEntries(Object.entries(found).filter(([below]) => !below.endsWith('/') || Object.keys(found).every(other => other === below || !other.startsWith(below))));
		},
		async move(source: Location, target: Location, targetName?: string) {
			const job = app.service.queue.add({
				kind: 'move', sources: [source], target, targetName, overwrite: 'always',
			});
			app.stores.journal.add({kind: 'move', jobs: [job]});
			await run();
			return job;
		},
		async takeBack(job: number) {
			undo(withFileSystem(app, openFileSystem));
			await said(app, /to move back/v);
			await run();
			return {phases: new Set(phases(job)), jobs: jobsIn(app.service.queue).length - job};
		},
	};
}

const tree: Tree = {
	'a.txt': 'one', 'sub/b.txt': 'two', 'sub/deep/c.txt': 'three', 'nothing/': '', 'sub/void/': '', 'a: b?.txt': 'four',
};

describe('undo of a moved folder', () => {
	it.each([
		['from the disk to the cloud', (here: (below: string) => Location) => [here('mine'), cloud('/to')]],
		['from the cloud to the disk', (here: (below: string) => Location) => [cloud('/mine'), here('to')]],
		['inside the cloud', () => [cloud('/mine'), cloud('/to')]],
		['on the disk', (here: (below: string) => Location) => [here('mine'), here('to')]],
	] as const)('%s puts one tree back, and leaves no folder', async (_, places) => {
		const {make, tree: treeAt, move, takeBack, here} = await openMoves();
		const [source, to] = places(here) as [Location, Location];
		const asIs = source.kind === 'cloud' ? Object.fromEntries(Object.entries(tree).filter(([name]) => !name.includes(':'))) : tree;
		await make(source, asIs);
		await make(to, {'other.txt': 'was there'});
		const job = await move(source, to);
		expect(await treeAt(source)).toBeUndefined();
		expect(Object.keys(await treeAt(to) ?? {})).toHaveLength(Object.keys(asIs).length + 1);

		const {phases, jobs} = await takeBack(job);

		expect([[...phases], jobs]).toEqual([['done'], 1]);
		expect(await treeAt(source)).toEqual(asIs);
		expect(await treeAt(to)).toEqual({'other.txt': 'was there'});
	});

	it.each([
		['the cloud', (here: (below: string) => Location) => [here('mine'), cloud('/to')]],
		['the disk', (here: (below: string) => Location) => [cloud('/mine'), here('to')]],
	] as const)('leaves what %s had there before, in a folder of that name', async (_, places) => {
		const {make, tree: treeAt, move, takeBack, here} = await openMoves();
		const [source, to] = places(here) as [Location, Location];
		await make(source, {
			'a.txt': 'one', 'same.txt': 'the same', 'sub/b.txt': 'two', 'new/c.txt': 'three', 'new/void/': '',
		});
		await make(to, {'mine/theirs.txt': 'theirs', 'mine/same.txt': 'the same', 'mine/sub/theirs.txt': 'theirs'});
		const job = await move(source, to);

		const {phases} = await takeBack(job);

		expect([...phases]).toEqual(['done']);
		expect(await treeAt(source)).toEqual({
			'a.txt': 'one', 'same.txt': 'the same', 'sub/b.txt': 'two', 'new/c.txt': 'three', 'new/void/': '',
		});
		expect(await treeAt(to)).toEqual({'mine/theirs.txt': 'theirs', 'mine/same.txt': 'the same', 'mine/sub/theirs.txt': 'theirs'});
	});

	it('takes along neither what somebody else has put into it nor what was changed', async () => {
		const {make, tree: treeAt, move, takeBack, here} = await openMoves();
		await make(here('mine'), {
			'a.txt': 'one', 'sub/b.txt': 'two', 'whole/c.txt': 'three', 'whole/void/': '',
		});
		const job = await move(here('mine'), cloud(), 'theirs');
		await make(cloud('/theirs'), {'sub/new.txt': 'new', 'a.txt': 'changed'});

		await takeBack(job);

		expect(await treeAt(here('mine'))).toEqual({'sub/b.txt': 'two', 'whole/c.txt': 'three', 'whole/void/': ''});
		expect(await treeAt(cloud('/theirs'))).toEqual({'sub/new.txt': 'new', 'a.txt': 'changed'});
	});

	it('goes back piece by piece where another folder of its old name is in the trash', async () => {
		const {app, make, tree: treeAt, move, takeBack} = await openMoves();
		const client = await app.service.openClient('jotta');
		await make(cloud('/mine'), {'a.txt': 'one', 'sub/b.txt': 'two', 'void/': ''});
		const job = await move(cloud('/mine'), cloud('/to'));
		await make(cloud('/mine'), {'trashed.txt': 'trashed', 'sub/trashed.txt': 'trashed'});
		await trashEntry(`${archive}/mine`, 'folder', {client});

		const {phases} = await takeBack(job);

		await eventually(async () => {
			expect(await treeAt(cloud('/to'))).toEqual({});
		});
		expect([[...phases], await treeAt(cloud('/mine'))]).toEqual([['done'], {'a.txt': 'one', 'sub/b.txt': 'two', 'void/': ''}]);
		expect((await stateBelow(client, `${archive}/mine`)).filter(line => line.includes('trashed.txt'))).toEqual([expect.stringContaining(' trashed '), expect.stringContaining(' trashed ')]);
	});

	it('is one piece also under another name', async () => {
		const {make, tree: treeAt, move, takeBack, here, home} = await openMoves();
		await make(here('mine'), tree);
		const job = await move(here('mine'), cloud(), 'other');

		const {jobs} = await takeBack(job);

		expect([jobs, await treeAt(here('mine')), await treeAt(cloud('/other'))]).toEqual([1, tree, undefined]);
		expect(await readdir(home)).toEqual(['mine']);
		expect(await readFile(path.join(home, 'mine', 'a.txt'), 'utf8')).toBe('one');
	});
});
