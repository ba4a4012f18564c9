import {describe, expect, it} from 'vitest';
import {undo} from '../../../../source/app/actions/undo/undo.ts';
import {Failure} from '../../../../source/failure.ts';
import type {Entry} from '../../../../source/files/entry.ts';
import {queueFileAt} from '../../../support/queue-file.ts';
import {
	file,
	folder,
	now,
	openTestApp,
	type TestApp,
} from '../../../support/app/test-app.ts';

const at = (name: string) => ({kind: 'local', path: `/home/per/${name}`} as const);
const offline = (app: TestApp): TestApp => ({
	...app,
	async openFileSystem() {
		throw new Failure('offline', 'The service does not answer.', {nextStep: ''});
	},
});
const names = ({local}: TestApp) => local.tree.get('/home/per')?.map(({name}) => name);
const said = ({session}: TestApp) => session.get().message?.text ?? '';

describe('undo of a rename', () => {
	async function renamed(before: Entry, there: readonly Entry[]) {
		const app = await openTestApp({local: {'/home/per': there}});
		app.journal.add({kind: 'rename', pairs: [{from: at('old.txt'), to: at('new.txt'), entry: before}]});
		return app;
	}

	it('gives the old name back to the same file', async () => {
		const app = await renamed(file('old.txt'), [file('new.txt')]);

		undo(app);

		await expect.poll(() => said(app)).toContain('has its old name again');
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

		await expect.poll(() => said(app)).toContain('new.txt is gone or was changed since');
		expect(names(app)).toEqual(there.map(({name}) => name));
		expect(app.journal.take()).toBeUndefined();
	});

	it('is remembered when the service cannot be asked', async () => {
		const app = await renamed(file('old.txt'), [file('new.txt')]);

		undo(offline(app));
		await expect.poll(() => said(app)).toContain('does not answer');
		undo(app);

		await expect.poll(() => names(app)).toEqual(['old.txt']);
	});

	it('is not offered again when the old name is taken; what was done before is', async () => {
		const app = await openTestApp({local: {'/home/per': [file('new.txt'), file('2.txt')]}});
		app.journal.add({kind: 'rename', pairs: [{from: at('1.txt'), to: at('2.txt'), entry: file('1.txt')}]});
		app.journal.add({kind: 'rename', pairs: [{from: at('old.txt'), to: at('new.txt'), entry: file('old.txt')}]});
		const refusing = {
			...app.local,
			async rename() {
				throw new Failure('already-exists', 'old.txt is there already.', {nextStep: 'Choose another name.'});
			},
		};

		undo({...app, openFileSystem: async () => refusing});
		await expect.poll(() => said(app)).toContain('old.txt is there already');
		undo(app);

		await expect.poll(() => names(app)).toEqual(['new.txt', '1.txt']);
		expect(app.journal.take()).toBeUndefined();
	});

	it('takes back those of many that are what they were', async () => {
		const app = await openTestApp({local: {'/home/per': [file('1.txt'), file('2.txt', 7)]}});
		app.journal.add({kind: 'rename', pairs: [{from: at('a.txt'), to: at('1.txt'), entry: file('a.txt')}, {from: at('b.txt'), to: at('2.txt'), entry: file('b.txt')}]});

		undo(app);

		await expect.poll(() => said(app)).toContain('2.txt is gone or was changed since');
		expect(names(app)).toEqual(['2.txt', 'a.txt']);
	});
});

describe('undo of a move', () => {
	it('is remembered when the service cannot be asked', async () => {
		const app = await openTestApp({cloud: {'/Jotta/Archive': [file('b.txt')]}});
		const job = app.queue.add({
			kind: 'move', sources: [at('b.txt')], target: {kind: 'cloud', account: 'jotta', path: '/Jotta/Archive'}, overwrite: 'ask',
		});
		queueFileAt(app.accounts.tools).insertArrived(job, {
			direction: 'up', name: 'b.txt', source: at('b.txt'), target: {kind: 'cloud', account: 'jotta', path: '/Jotta/Archive/b.txt'}, size: 1000,
		}, file('b.txt'));
		app.journal.add({kind: 'move', jobs: [job]});

		undo(offline(app));
		await expect.poll(() => said(app)).toContain('does not answer');
		undo(app);

		await expect.poll(() => said(app)).toContain('Queued 1 item to move back');
	});
});
