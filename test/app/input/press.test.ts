import {
	describe,
	expect,
	it,
	vi,
} from 'vitest';
import type {Entry} from '../../../source/files/entry.ts';
import {jobsIn, queueFileAt} from '../../support/queue-file.ts';
import {
	file,
	folder,
	openTestApp,
	type TestApp,
} from '../../support/app/test-app.ts';
import {paste, type} from '../../support/drive.ts';

async function settle(app: TestApp): Promise<void> {
	await new Promise(resolve => {
		setTimeout(resolve, 10);
	});
	await app.loaded();
}

const jobs = ({queue}: TestApp) => jobsIn(queue).map(({kind, overwrite, targetName: name = null, sources, target}) => ({
	kind, overwrite, name, sources: sources.map(({path}) => path), target: target.path,
}));

const some = {local: {'/home/per': [folder('album'), file('a.txt', 812), file('b.txt')]}};

describe('copying', () => {
	it('asks where to, and only adds to the queue', async () => {
		const app = await openTestApp(some);

		type(app, 'Down', 'F5');
		expect(app.session.get().dialog).toMatchObject({kind: 'transfer', what: 'album/', field: {text: 'jotta:'}});
		type(app, 'Enter');
		await settle(app);

		expect(jobs(app)).toEqual([{
			kind: 'copy', sources: ['/home/per/album'], target: '/Jotta/Archive', name: null, overwrite: 'ask',
		}]);
		expect(app.engineStarts()).toBe(1);
		expect(app.session.get().message?.text).toContain('Queued 1 item');
	});

	it('takes all marks, another folder and another rule', async () => {
		const app = await openTestApp(some);

		type(app, 'Ctrl-A', 'c', ...'new/', 'Tab', 'Enter');
		await settle(app);

		expect(jobs(app)).toMatchObject([{sources: ['/home/per/album', '/home/per/a.txt', '/home/per/b.txt'], target: '/Jotta/Archive/new', overwrite: 'newer'}]);
		expect(app.panes[0].get().marks.size).toBe(0);
	});

	it('gives one file another name', async () => {
		const app = await openTestApp(some);

		type(app, 'Down', 'Down', 'F5', ...'other.txt', 'Enter');
		await settle(app);

		expect(jobs(app)).toMatchObject([{target: '/Jotta/Archive', name: 'other.txt'}]);
	});

	it('is left by Esc without a trace', async () => {
		const app = await openTestApp(some);

		type(app, 'Down', 'F6', 'Esc');
		await settle(app);

		expect(jobs(app)).toEqual([]);
	});

	it('says that nothing is chosen on the way up', async () => {
		const app = await openTestApp(some);

		type(app, 'F5');

		expect(app.session.get().dialog).toBeUndefined();
		expect(app.session.get().message?.text).toContain('Nothing to copy');
	});
});

describe('deleting', () => {
	it('asks, and Enter is the safe answer', async () => {
		const app = await openTestApp({cloud: {'/Jotta/Archive': [file('a.txt')]}});

		type(app, 'Tab', 'Down', 'd');
		await settle(app);
		expect(app.session.get().dialog).toMatchObject({kind: 'question', title: 'Move to the trash?'});
		type(app, 'Enter');
		await settle(app);

		expect(app.cloud.calls.filter(call => call.startsWith('remove'))).toEqual([]);
	});

	it('moves to the trash of the cloud, and is for good on a disk, which says so', async () => {
		const app = await openTestApp({...some, cloud: {'/Jotta/Archive': [file('a.txt')]}});

		type(app, 'Tab', 'Down', 'F8');
		await settle(app);
		type(app, 'y');
		await settle(app);
		type(app, 'Tab', 'Down', 'Down', 'F8');
		await settle(app);
		expect(JSON.stringify(app.session.get().dialog)).toContain('cannot be undone');
		type(app, 'y');
		await settle(app);

		expect(app.cloud.calls.filter(call => call.startsWith('remove'))).toEqual(['remove /Jotta/Archive/a.txt']);
		expect(app.local.calls.filter(call => call.startsWith('remove'))).toEqual(['remove /home/per/a.txt for good']);
		expect(app.panes[0].get().rows.map(({name}) => name)).toEqual(['..', 'album', 'b.txt']);
	});

	it('names what could not be removed', async () => {
		const app = await openTestApp(some);
		app.local.tree.set('/home/per', []);

		type(app, 'Down', 'Down', 'd');
		await settle(app);
		type(app, 'y');
		await settle(app);

		expect(app.session.get().message).toMatchObject({isProblem: true, text: expect.stringContaining('a.txt') as string});
	});
});

describe('names', () => {
	it('of new folders are stored as the service wants them, folders in folders, and the cursor goes there', async () => {
		const app = await openTestApp();

		type(app, 'Tab', 'F7', ...'what?/in', 'Enter');
		await settle(app);

		expect(app.cloud.calls).toContain('mkdir /Jotta/Archive/what？/in');
		expect(app.panes[1].get()).toMatchObject({cursor: 1, rows: [{}, {segment: 'what？'}]});
	});

	it.each([
		['F7', ...'new', 'Enter'],
		['r', 'Home', ...'new-', 'Enter'],
	])('that come late leave the cursor where it went meanwhile, after %s', async (...keys) => {
		const app = await openTestApp(some);

		type(app, 'Down', 'Down', ...keys, 'Down');
		await settle(app);

		const {rows, cursor} = app.panes[0].get();
		expect(rows.map(({name}) => name)).toContainEqual(expect.stringMatching(/^new/v));
		expect(rows[cursor]?.name).toBe('b.txt');
	});

	it.each(['..', '.'])('like %s are refused with a sentence', async name => {
		const app = await openTestApp();

		type(app, 'a', ...name, 'Enter');
		await settle(app);

		expect(app.session.get().message).toMatchObject({isProblem: true});
		expect(app.local.calls.filter(call => call.startsWith('mkdir'))).toEqual([]);
	});

	it('change in place, with the cursor before the ending', async () => {
		const app = await openTestApp(some);

		type(app, 'Down', 'Down', 'r', ...'-new', 'Enter');
		await settle(app);

		expect(app.local.calls).toContain('rename /home/per/a.txt /home/per/a-new.txt');
		expect(app.panes[0].get().rows.map(({name}) => name)).toEqual(['..', 'album', 'a-new.txt', 'b.txt']);
	});
});

describe('a key', () => {
	it('that is none of a begun command is said and does nothing', async () => {
		const app = await openTestApp(some);

		type(app, 'g', 'z');

		expect(app.session.get()).toMatchObject({prefix: '', message: {text: expect.stringContaining('g z') as string}});
	});

	it('pasted is text: it is never taken for commands', async () => {
		const app = await openTestApp(some);

		paste(app, 'dy\rq');
		expect(app.session.get().dialog).toBeUndefined();
		type(app, 'F7');
		paste(app, '\r\na name\nof two lines\n');

		expect(app.session.get().dialog).toMatchObject({kind: 'prompt', field: {text: 'a name of two lines'}});
		expect(app.ways).toEqual([]);
	});

	it('pasted in the help searches, from its first row on', async () => {
		const app = await openTestApp(some);

		type(app, '?', 'Down', 'Down');
		paste(app, 'hidden\n');
		type(app, 'Enter');

		expect(app.panes[0].get().showsHidden).toBe(true);
	});

	it('pasted behind what Tab has offered is not replaced by the next offer', async () => {
		const app = await openTestApp({local: {'/home/per': [folder('album'), folder('alpha')], '/home/per/album': [], '/home/per/alpha': []}});

		type(app, 'g', 'p', 'a', 'Tab');
		await vi.waitFor(() => {
			expect(app.session.get().dialog).toMatchObject({field: {text: '/home/per/al'}});
		});
		paste(app, 'b');
		type(app, 'Tab');

		await vi.waitFor(() => {
			expect(app.session.get().dialog).toMatchObject({field: {text: '/home/per/album/'}});
		});
	});

	it('in the help searches, and Enter runs what was found', async () => {
		const app = await openTestApp(some);

		type(app, '?', ...'hidden', 'Enter');

		expect(app.panes[0].get().showsHidden).toBe(true);
	});
});

describe('leaving', () => {
	it('is at once when nothing is under way', async () => {
		const app = await openTestApp();

		type(app, 'q');

		expect(app.ways).toEqual(['quit']);
	});

	it.each([['Enter', false], ['a', true], ['s', true]])('with work to do asks; %s leaves with the rest safe in the queue', async (answer, isPaused) => {
		const app = await openTestApp(some);
		type(app, 'Down', 'F5', 'Enter');
		await settle(app);

		type(app, 'F10');
		expect(app.ways).toEqual([]);
		type(app, answer);

		expect(app.ways).toEqual(['quit']);
		app.transfers.poll();
		expect(app.transfers.get().isPaused).toBe(isPaused);
		expect(jobs(app)).toHaveLength(1);
	});
});

describe('marks in several folders', () => {
	const tree = {local: {'/home/per': [folder('album'), file('a.txt', 812)], '/home/per/album': [file('b.jpg', 100), file('c.jpg', 100)]}};

	it('are kept, counted, shown again, and copied together', async () => {
		const app = await openTestApp(tree);

		type(app, 'End', 'Space', 'Home', 'Down', 'Enter');
		await settle(app);
		type(app, 'End', 'Space', 'Backspace');
		await settle(app);
		expect([...app.panes[0].get().marks]).toEqual(['a.txt']);
		expect(app.panes[0].get().elsewhere.map(({location}) => location.path)).toEqual(['/home/per/album/c.jpg']);
		type(app, 'F5', 'Enter');
		await settle(app);

		expect(jobs(app)).toMatchObject([{sources: ['/home/per/album/c.jpg', '/home/per/a.txt']}]);
		expect(app.panes[0].get()).toMatchObject({elsewhere: [], marks: new Set()});
	});

	it('are all cleared by Esc', async () => {
		const app = await openTestApp(tree);

		type(app, 'Down', 'Enter');
		await settle(app);
		type(app, 'End', 'Space', 'Backspace');
		await settle(app);
		type(app, 'Esc');

		expect(app.panes[0].get().elsewhere).toEqual([]);
	});
});

describe('the cursor', () => {
	it('is where it was in a folder that is shown again', async () => {
		const app = await openTestApp({local: {'/home/per': [folder('album')], '/home/per/album': [file('b.jpg'), file('c.jpg'), file('d.jpg')]}});

		type(app, 'Down', 'Enter');
		await settle(app);
		type(app, 'Down', 'Down', 'Backspace');
		await settle(app);
		type(app, 'Enter');
		await settle(app);

		expect(app.panes[0].get().rows[app.panes[0].get().cursor]?.name).toBe('c.jpg');
	});
});

describe('undo of a move', () => {
	async function moved(there: readonly Entry[]) {
		const app = await openTestApp({...some, cloud: {'/Jotta/Archive': there}});
		type(app, 'End', 'F6', 'Enter');
		await settle(app);
		return app;
	}

	/** As the engine writes it: done, under another name than was asked for. */
	function arrive({accounts: {tools}}: TestApp, arrived: Entry) {
		queueFileAt(tools).insertArrived(1, {
			direction: 'up', name: 'b.txt', source: {kind: 'local', path: '/home/per/b.txt'}, target: {kind: 'cloud', account: 'jotta', path: '/Jotta/Archive/b.txt'}, size: 1000,
		}, arrived);
	}

	it('moves back what arrived, from the name it arrived under, to the old folder and name', async () => {
		const app = await moved([file('b.txt', 5), file('b (1).txt')]);
		arrive(app, file('b (1).txt'));

		type(app, 'u');
		await settle(app);

		expect(jobs(app)[1]).toMatchObject({
			kind: 'move', sources: ['/Jotta/Archive/b (1).txt'], target: '/home/per', name: 'b.txt',
		});
	});

	it('leaves alone what was changed since', async () => {
		const app = await moved([file('b.txt', 5)]);
		arrive(app, file('b.txt'));

		type(app, 'u');
		await settle(app);

		expect(jobs(app)).toHaveLength(1);
		expect(app.session.get().message?.text).toContain('changed since');
	});

	it('cancels what has not arrived, and never touches another file of that name', async () => {
		const app = await moved([file('b.txt')]);

		type(app, 'u');
		await settle(app);
		expect(app.session.get().message?.text).toContain('the rest is cancelled');
		type(app, 'u');
		await settle(app);

		expect(jobs(app)).toHaveLength(1);
		expect(app.session.get().message?.text).toContain('Nothing of that move has arrived');
	});
});

describe('comparing the panes', () => {
	const both = {
		local: {'/home/per': [folder('album'), file('Same.txt', 10), file('size.txt', 11), file('new.txt', 1)], '/home/per/album': []},
		cloud: {'/Jotta/Archive': [folder('ALBUM'), file('same.txt', 10), file('size.txt', 12), file('old.txt', 1)], '/Jotta/Archive/ALBUM': []},
	};
	const verdictsOf = ({comparison}: TestApp, side: 0 | 1) => Object.fromEntries(comparison.get().verdicts?.[side] ?? []);

	it('says for each row what the other side has of that name', async () => {
		const app = await openTestApp(both);

		type(app, '=', 'c');

		expect(verdictsOf(app, 0)).toEqual({
			album: 'unknown', 'Same.txt': 'unknown', 'size.txt': 'differs', 'new.txt': 'only-here',
		});
		expect(verdictsOf(app, 1)).toMatchObject({ALBUM: 'unknown', 'old.txt': 'only-here'});
		type(app, '=', 'c');
		expect(app.comparison.get().verdicts).toBeUndefined();
	});

	it('marks what differs, and n goes from one difference to the next', async () => {
		const app = await openTestApp(both);

		type(app, '=', 'm', 'n');
		const first = app.panes[0].get().rows[app.panes[0].get().cursor]?.name;
		type(app, 'n');
		const second = app.panes[0].get().rows[app.panes[0].get().cursor]?.name;
		type(app, 'n');

		expect([...app.panes[0].get().marks].toSorted()).toEqual(['new.txt', 'size.txt']);
		expect([first, second]).toEqual(['new.txt', 'size.txt']);
		expect(app.session.get().message?.text).toContain('No more differences');
	});

	it('goes together into folders of one name, and up again', async () => {
		const app = await openTestApp(both);

		type(app, '=', 's', 'Down', 'Enter');
		await settle(app);
		expect(app.panes[1].get().location.path).toBe('/Jotta/Archive/ALBUM');
		await app.loaded();
		type(app, 'Backspace');

		await vi.waitFor(() => {
			expect(app.panes[1].get().location.path).toBe('/Jotta/Archive');
		}, 10_000);
	});
});

describe('the size of folders', () => {
	it('is counted on demand, shown in the row, and said', async () => {
		const app = await openTestApp({local: {'/home/per': [folder('album')], '/home/per/album': [file('b.jpg', 100), folder('deep')], '/home/per/album/deep': [file('c.jpg', 50)]}});

		type(app, 'Down', 'z');

		await vi.waitFor(() => {
			expect(app.session.get().message?.text).toBe('album: 150 bytes.');
		}, 10_000);
		expect(app.panes[0].get().entries[0]).toMatchObject({name: 'album', size: 150});
	});

	it('is left by Esc at once', async () => {
		const app = await openTestApp({local: {'/home/per': [folder('album')], '/home/per/album': [file('b.jpg', 100)]}});

		type(app, 'Down', 'z', 'Esc');
		await settle(app);

		expect(app.panes[0].get().entries[0]?.size).toBeUndefined();
		expect(app.session.get().message?.text).toBe('Left.');
	});
});
