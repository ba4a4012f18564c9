import {describe, expect, it} from 'vitest';
import {fewFiles} from '../../../support/app/folders.ts';
import {withFileSystem} from '../../../support/app/replaced.ts';
import {undo} from '../../../../source/app/actions/undo/undo.ts';
import {Failure} from '../../../../source/failure.ts';
import type {Entry} from '../../../../source/files/entry.ts';
import {
	file,
	folder,
	now,
	openTestApp,
	type TestApp,
} from '../../../support/app/test-app.ts';
import {type, said} from '../../../support/drive.ts';
import {letArrive} from '../../../support/app/jobs.ts';
import {jobsIn} from '../../../support/queue-file.ts';

const at = (name: string) => ({kind: 'local', path: `/home/per/${name}`} as const);

const offline = (app: TestApp): TestApp => withFileSystem(app, async () => {
	throw new Failure('offline', 'The service does not answer.', {nextStep: ''});
});

const names = ({local}: TestApp) => local.tree.get('/home/per')?.map(({name}) => name);

describe('undo of a rename', () => {
	async function renamed(before: Entry, there: readonly Entry[]) {
		const app = await openTestApp({local: {'/home/per': there}});
		app.stores.journal.add({kind: 'rename', pairs: [{from: at('old.txt'), to: at('new.txt'), entry: before}]});
		return app;
	}

	it('gives the old name back to the same file', async () => {
		const app = await renamed(file('old.txt'), [file('new.txt')]);

		undo(app);

		await said(app, 'has its old name again');
		expect(names(app)).toEqual(['old.txt']);
	});

	it.each([
		['another file has the name by now', [file('new.txt', 7)]],
		['the file was written to', [file('new.txt', 1000, now + 60_000)]],
		['a folder has the name', [folder('new.txt')]],
		['nothing has the name', []],
	])('leaves everything alone when %s', async (_, there) => {
		const app = await renamed(file('old.txt'), there);

		undo(app);

		await said(app, 'new.txt is gone or was changed since');
		expect(names(app)).toEqual(there.map(({name}) => name));
		expect(app.stores.journal.take()).toBeUndefined();
	});

	it('is remembered when the service cannot be asked', async () => {
		const app = await renamed(file('old.txt'), [file('new.txt')]);

		undo(offline(app));
		await said(app, 'does not answer');
		undo(app);

		await expect.poll(() => names(app)).toEqual(['old.txt']);
	});

	it('is not offered again when the old name is taken; what was done before is', async () => {
		const app = await openTestApp({local: {'/home/per': [file('new.txt'), file('2.txt')]}});
		app.stores.journal.add({kind: 'rename', pairs: [{from: at('1.txt'), to: at('2.txt'), entry: file('1.txt')}]});
		app.stores.journal.add({kind: 'rename', pairs: [{from: at('old.txt'), to: at('new.txt'), entry: file('old.txt')}]});
		const refusing = {
			...app.local,
			async rename() {
				throw new Failure('already-exists', 'old.txt is there already.', {nextStep: 'Choose another name.'});
			},
		};

		undo(withFileSystem(app, async () => refusing));
		await said(app, 'old.txt is there already');
		undo(app);

		await expect.poll(() => names(app)).toEqual(['new.txt', '1.txt']);
		expect(app.stores.journal.take()).toBeUndefined();
	});

	it('takes back those of many that are what they were', async () => {
		const app = await openTestApp({local: {'/home/per': [file('1.txt'), file('2.txt', 7)]}});
		app.stores.journal.add({kind: 'rename', pairs: [{from: at('a.txt'), to: at('1.txt'), entry: file('a.txt')}, {from: at('b.txt'), to: at('2.txt'), entry: file('b.txt')}]});

		undo(app);

		await said(app, '2.txt is gone or was changed since');
		expect(names(app)).toEqual(['2.txt', 'a.txt']);
	});
});

describe('undo of a move', () => {
	it('is remembered when the service cannot be asked', async () => {
		const app = await openTestApp({cloud: {'/Jotta/Archive': [file('b.txt')]}});
		const job = app.service.queue.add({
			kind: 'move', sources: [at('b.txt')], target: {kind: 'cloud', account: 'jotta', path: '/Jotta/Archive'}, overwrite: 'ask',
		});
		letArrive(app, {
			job, source: at('b.txt'), target: {kind: 'cloud', account: 'jotta', path: '/Jotta/Archive/b.txt'}, arrived: file('b.txt'),
		});
		app.stores.journal.add({kind: 'move', jobs: [job]});

		undo(offline(app));
		await said(app, 'does not answer');
		undo(app);

		await said(app, 'Queued 1 item to move back');
	});
});

const jobs = (app: TestApp) => jobsIn(app.service.queue).map(({kind, overwrite, targetName: name, sources, target}) => ({
	kind, overwrite, name, sources: sources.map(({path}) => path), target: target.path,
}));

describe('undo of a move', () => {
	async function moved(there: readonly Entry[]) {
		const app = await openTestApp({...fewFiles, cloud: {'/Jotta/Archive': there}});
		type(app, 'End', 'F6', 'Enter');
		await said(app, 'Queued 1 item');
		return app;
	}

	const arrive = (app: TestApp, arrived: Entry) => {
		letArrive(app, {
			job: 1, source: at('b.txt'), target: {kind: 'cloud', account: 'jotta', path: '/Jotta/Archive/b.txt'}, arrived,
		});
	};

	it('moves back what arrived, from the name it arrived under, to the old folder and name', async () => {
		const app = await moved([file('b.txt', 5), file('b (1).txt')]);
		arrive(app, file('b (1).txt'));

		type(app, 'u');
		await said(app, 'Queued 1 item to move back');

		expect(jobs(app)[1]).toMatchObject({
			kind: 'move', sources: ['/Jotta/Archive/b (1).txt'], target: '/home/per', name: 'b.txt',
		});
	});

	it('leaves alone what was changed since', async () => {
		const app = await moved([file('b.txt', 5)]);
		arrive(app, file('b.txt'));

		type(app, 'u');
		await said(app, 'changed since');

		expect(jobs(app)).toHaveLength(1);
	});

	it('cancels what has not arrived, and never touches another file of that name', async () => {
		const app = await moved([file('b.txt')]);

		type(app, 'u');
		await said(app, 'the rest is cancelled');
		type(app, 'u');
		await said(app, 'Nothing of that move has arrived');

		expect(jobs(app)).toHaveLength(1);
	});
});
