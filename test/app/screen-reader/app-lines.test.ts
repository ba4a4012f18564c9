import {describe, expect, it} from 'vitest';
import {Failure} from '../../../source/failure.ts';
import {appLines} from '../../../source/app/screen-reader/app-lines.ts';
import {createSpeaker} from '../../../source/app/screen-reader/speaker.ts';
import type {QueueRow} from '../../../source/transfers/snapshot.ts';
import {openCloudApp} from '../../support/app/cloud-app.ts';
import {
	file,
	folder,
	openTestApp,
	type TestApp,
} from '../../support/app/test-app.ts';
import {eventually, type} from '../../support/drive.ts';

const tree = {local: {'/home/per': [folder('album'), file('a.jpg', 2500), file('b.jpg')], '/home/per/album': [file('one.jpg')]}};

/** An app that is listened to: gives back what each key makes it say. */
async function openSpokenApp(): Promise<{readonly app: TestApp; readonly hears: (...keys: readonly string[]) => readonly string[]}> {
	const app = await openTestApp(tree);
	let said: string[] = [];
	const speaker = createSpeaker({
		write(text) {
			said.push(...text.trimEnd().split('\r\n'));
		},
		isAscii: false,
	});
	const hears = (...keys: readonly string[]) => {
		said = [];
		type(app, ...keys);

		speaker.say(appLines(app));
		return said;
	};

	return {app, hears};
}

describe('the panes, in lines', () => {
	it('begin with who, where, how many, and the row under the cursor', async () => {
		const {hears} = await openSpokenApp();

		expect(hears()).toEqual(['Signed in as per@example.no, online', 'Left pane: ~', '3 items', 'up to the folder above']);
	});

	it('are one line for a step, and say marks', async () => {
		const {hears} = await openSpokenApp();
		hears();

		expect(hears('Down')).toEqual(['album, folder']);
		expect(hears('Down')).toEqual([expect.stringMatching(/^a\.jpg, 2\.50 kB, 2026-04-20 /v)]);
		expect(hears('Space')).toEqual(['3 items; 1 marked, 2.50 kB', expect.stringMatching(/^b\.jpg, 1\.00 kB/v)]);
		expect(hears('Up')).toEqual([expect.stringMatching(/^a\.jpg, .*, marked$/v)]);
	});

	it('say the other folder when it is opened, and the other pane', async () => {
		const {app, hears} = await openSpokenApp();
		hears('Down');
		type(app, 'Enter');
		await app.loaded();

		expect(hears('Down')).toEqual(['Left pane: ~/album', '1 item', expect.stringMatching(/^one\.jpg/v)]);
		expect(hears('Tab')).toEqual(['Right pane: Jotta / Archive', '0 items', 'up to the folder above']);
	});

	it('say how it is with the service, and only that it is silent, not each second', async () => {
		const {app, hears} = await openSpokenApp();
		hears();

		app.stores.signedIn.setStalledSeconds(6);
		expect(hears()).toEqual(['Signed in as per@example.no, no answer from the service']);
		app.stores.signedIn.setStalledSeconds(7);
		expect(hears()).toEqual([]);
		app.stores.signedIn.setStalledSeconds(undefined);
		app.stores.signedIn.setOffline(true);
		expect(hears()).toEqual(['Signed in as per@example.no, offline']);
	});
});

describe('what is said', () => {
	it('is a line, also the second time', async () => {
		const {app, hears} = await openSpokenApp();
		hears();

		app.stores.messages.say('Nothing there.');
		expect(hears()).toEqual(['Nothing there.']);
		app.stores.messages.say('Nothing there.');
		expect(hears()).toEqual(['Nothing there.']);
		app.stores.messages.report(new Failure('offline', 'Broken.', {nextStep: 'Mend it.'}));
		expect(hears()).toEqual(['Signed in as per@example.no, offline', 'Problem: Broken. Mend it.']);
	});
});

describe('a dialog, in lines', () => {
	it('has its question, its choices, and what Enter takes', async () => {
		const {app, hears} = await openSpokenApp();
		hears();
		app.stores.window.open({
			kind: 'question', title: 'Delete?', lines: ['3 items'], choices: [{key: 'n', label: 'No, keep'}, {key: 'y', label: 'Yes'}], cursor: 0, toggle: {key: 'a', label: 'for all', isOn: false},
		});

		expect(hears()).toEqual(['Delete?', '3 items', 'n: No, keep', 'y: Yes', 'a: for all, off', 'Enter takes No, keep; Esc leaves']);
		expect(hears('Down')).toEqual(['Enter takes Yes; Esc leaves']);
		expect(hears('a')).toEqual(['a: for all, on']);
		expect(hears('Esc')).toEqual(['Left pane: ~', '3 items', 'up to the folder above']);
	});

	it('that is written into says what stands there after each key', async () => {
		const {hears} = await openSpokenApp();
		hears('Down', 'Down');

		expect(hears('r')).toEqual(['Rename to:', 'a.jpg']);
		expect(hears('End', 'x')).toEqual(['a.jpgx']);
		expect(hears('Ctrl-U')).toEqual(['empty']);
	});

	it('before a copy has the place, the rule and the keys', async () => {
		const {hears} = await openSpokenApp();
		hears('Down', 'Down');

		expect(hears('F5')).toEqual(['Copy a.jpg (2.50 kB) to', 'jotta:', 'lands in jotta:', 'where a name is taken: ask me', 'Enter adds it to the queue, Tab changes the rule, Esc leaves']);
		expect(hears('Tab')).toEqual(['where a name is taken: overwrite when the new one is newer']);
	});

	it('of all commands has the one under the cursor with its keys', async () => {
		const {hears} = await openSpokenApp();
		hears();

		expect(hears(':', ...'undo the')).toEqual(['Commands: type to search, Enter runs, Esc closes', 'search undo the: 1 command', 'Undo the last trash, rename or move, u']);
	});

	it('with a list has the row under the cursor and what it means', async () => {
		const {hears} = await openSpokenApp();
		hears();

		expect(hears('g', ',')).toEqual([expect.stringMatching(/^Settings, \d+ rows$/v), expect.stringContaining('Enter changes'), 'transfers, 4. How many files are copied at once. It is 1 to 64.']);
		expect(hears('Down')).toEqual([expect.stringMatching(/^hashing, 2\. /v)]);
	});
});

describe('a list, in lines', () => {
	it.each([
		['t', /^Trash, \d+ rows$/v, /days/v],
		['d', /^Places, \d+ rows$/v, /Archive/v],
		['s', /^Links, 1 row$/v, /^plan\.txt, .*Jotta \/ Archive$/v],
	])('opened by g %s has its name, how many rows, and the row under the cursor', async (key, title, row) => {
		const {app} = await openCloudApp();
		type(app, 'g', key);

		await eventually(() => {
			expect(appLines(app).slice(1).map(({text}) => text)).toEqual([expect.stringMatching(title), expect.stringMatching(row)]);
		});
	});
});

describe('the transfers, in lines', () => {
	const film: QueueRow = {
		id: 1, jobId: 1, name: 'film.mkv', direction: 'up', phase: 'sending', size: 1000, progressed: 10, speed: 5, sent: 0,
		source: {kind: 'local', path: '/film.mkv'}, target: {kind: 'local', path: '/to/film.mkv'},
	};

	it('have their counts, and each quarter and what comes of the one under the cursor', async () => {
		const {app, hears} = await openSpokenApp();
		app.stores.transfers.stop(); // here the test is the queue
		const change = (row: Partial<QueueRow>) => {
			app.stores.transfers.set({...app.stores.transfers.get(), rows: [{...film, ...row}]});
		};

		hears();
		change({});
		expect(hears('t')).toEqual([expect.stringMatching(/^Transfers, active: Active 0, /v), 'film.mkv, sending, 0%']);
		change({progressed: 200});
		expect(hears()).toEqual([]);
		change({progressed: 510});
		expect(hears()).toEqual(['film.mkv, sending, 50%']);
		change({phase: 'failed', failure: {code: 'quota-full', sentence: 'The account is full.', nextStep: ''}});
		hears();
		expect(hears('Shift-Tab', 'Shift-Tab')).toEqual([expect.stringMatching(/^Transfers, failed: /v), 'film.mkv, failed, The account is full.']);
	});
});

describe('a first key', () => {
	it('says what can follow', async () => {
		const {hears} = await openSpokenApp();
		hears();

		expect(hears('=')).toEqual(['=: c compare , h hash , m mark , s sync']);
	});
});
