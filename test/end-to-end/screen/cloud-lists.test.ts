import {mkdir, readdir} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {
	keys,
	messageLine,
	moveCursorTo,
	pane,
	startApp,
} from '../../support/program/app.ts';
import {temporaryFolder} from '../../support/temp-files.ts';

const sizes = [{columns: 80, rows: 24}, {columns: 200, rows: 50}] as const;

describe.each(sizes)('what only the cloud has, at $columns×$rows', size => {
	it('is brought back from the trash, deleted for good, and the trash emptied, each after its question', async () => {
		const terminal = startApp(await temporaryFolder(), size);
		await terminal.waitFor('Documents/');
		terminal.type(keys.Tab);
		await moveCursorTo(terminal, 'Music');
		terminal.type(keys.F8);
		await terminal.waitFor('Move to the trash?');
		terminal.type('y');
		await terminal.waitFor(() => messageLine(terminal).includes('Music moved to the trash'));

		terminal.type('gt');
		await terminal.waitFor(text => text.includes('TRASH  3 items') && text.includes('Music/'));
		terminal.type('gg');
		await moveDownTo(terminal, 'Music/');
		terminal.type('r');
		await terminal.waitFor(() => messageLine(terminal).includes('Restored Music'));
		await terminal.waitFor('TRASH  2 items');
		terminal.type('x');
		await terminal.waitFor('Delete for good?');
		terminal.type('y');
		await terminal.waitFor('TRASH  1 item');
		terminal.type(`Enope${keys.Enter}`);
		await terminal.waitFor('Nothing was deleted.');
		terminal.type(`Eempty${keys.Enter}`);
		await terminal.waitFor('TRASH  0 items');
		terminal.type(keys.Esc);

		await terminal.waitFor(() => pane(terminal, 'right').includes('Music/'));
	});

	it('shows the versions of a file, fetches an old one and makes it current', async () => {
		const home = await temporaryFolder();
		await mkdir(path.join(home, 'here'));
		const terminal = startApp(home, size, {args: ['--sandbox', path.join(home, 'here'), 'jotta:Documents']});
		await terminal.waitFor('Report.docx');
		terminal.type(keys.Tab);
		await moveCursorTo(terminal, 'Report');

		terminal.type('V');
		await terminal.waitFor(text => text.includes('VERSIONS of Report.docx') && text.includes('v4 current') && text.includes('v1 older'));
		terminal.type(keys.Down);
		terminal.type(keys.F5);
		await terminal.waitFor(() => messageLine(terminal).includes('Report (version 3).docx'));
		terminal.type('r');
		await terminal.waitFor('Make version 3 of Report.docx current?');
		terminal.type('y');

		await terminal.waitFor('v5 current');
		expect(await readdir(path.join(home, 'here'))).toEqual(['Report (version 3).docx']);
	});

	it('makes a public link, lists it, and turns it off', async () => {
		const home = await temporaryFolder();
		const terminal = startApp(home, size, {args: ['--sandbox', home, 'jotta:Documents']});
		await terminal.waitFor('Welcome.txt');
		terminal.type(keys.Tab);
		await moveCursorTo(terminal, 'Welcome');

		terminal.type('yl');
		await terminal.waitFor(() => messageLine(terminal).includes('can read Welcome.txt'));
		expect(terminal.raw()).toContain('\u{1B}]52;c;aHR0c'); // http…
		terminal.type('gs');
		await terminal.waitFor(text => text.includes('SHARED BY A LINK') && text.includes('Welcome.txt'));
		await moveDownTo(terminal, 'Welcome.txt');
		terminal.type('x');
		await terminal.waitFor('Turn the link off?');
		terminal.type('y');

		await terminal.waitFor(text => text.includes('is shared no longer') && !text.includes('Welcome.txt   '));
	});

	it('is read in the viewer: a file, as text and as bytes', async () => {
		const terminal = startApp(await temporaryFolder(), size);
		await terminal.waitFor('Documents/');
		terminal.type(keys.Tab);
		await moveCursorTo(terminal, 'Documents');
		terminal.type(keys.Enter);
		await terminal.waitFor('Welcome.txt');
		await moveCursorTo(terminal, 'Welcome');

		terminal.type('\u{1B}OR'); // F3
		await terminal.waitFor(text => text.includes('This is the sandbox') && text.includes('100% of 195 bytes'));
		terminal.type('x');
		await terminal.waitFor('00000000  54 68 69 73');
		terminal.type(keys.Esc);

		await terminal.waitFor('Invoices/');
	});

	it('is a place among others: made, opened, made home and trashed in the tree, which `..` leads to', async () => {
		const terminal = startApp(await temporaryFolder(), size);
		await terminal.waitFor('Documents/');
		terminal.type(keys.Tab);
		terminal.type('h'); // above a mountpoint
		await terminal.waitFor(text => text.includes('PLACES of jotta') && /Archive .*home/v.test(text) && text.includes('view: restore, empty') && text.includes('Projects'));

		terminal.type('n');
		await terminal.waitFor('New device');
		terminal.type(`Jotta/Mine${keys.Enter}`);
		await terminal.waitFor(() => messageLine(terminal).includes('Jotta has its own mountpoints'));
		terminal.type('n');
		await terminal.waitFor('New device');
		terminal.type(`NAS/Photos${keys.Enter}`);
		await terminal.waitFor(text => text.includes('Made the mountpoint Photos.') && /[└├] Photos/v.test(text));
		terminal.type('=');
		await terminal.waitFor(text => /[└├] Photos .*home/v.test(text));
		terminal.type(keys.Enter);
		await terminal.waitFor(text => text.includes('┬─ NAS › Photos'));
		terminal.type('gd');
		await terminal.waitFor(text => /[└├] Photos .*home/v.test(text) && !text.includes('reading'));
		terminal.type('x');
		await terminal.waitFor('Move your home place to the trash?');
		terminal.type('y');

		await terminal.waitFor(text => /Photos .*in the trash, 30 days/v.test(text));
	});

	it('is looked into and copied from in the trash, several marked at once; and what one folder hides is told there', async () => {
		const home = await temporaryFolder();
		await mkdir(path.join(home, 'here'));
		const terminal = startApp(home, size, {args: ['--sandbox', path.join(home, 'here'), 'jotta:Documents']});
		await terminal.waitFor('Report.docx');
		terminal.type(keys.Tab);
		terminal.type('gT');
		await terminal.waitFor(text => text.includes('TRASH of Documents  2 items') && text.includes('Old plan.pdf'));
		terminal.type(keys.Enter);
		await terminal.waitFor('TRASH › Drafts');
		terminal.type(keys.Esc);
		await terminal.waitFor('TRASH of Documents  2 items');

		terminal.type('\u{1}'); // Ctrl-A
		await terminal.waitFor('2 marked');
		terminal.type('c');
		await terminal.waitFor('Copy 2 items');
		terminal.type(keys.Enter);
		await terminal.waitFor(() => messageLine(terminal).includes('copied'));
		terminal.type('r');
		await terminal.waitFor('TRASH of Documents  0 items');
		terminal.type(keys.Esc);

		await terminal.waitFor(() => pane(terminal, 'right').includes('Drafts/') && pane(terminal, 'right').includes('Old plan.pdf'));
		expect(await readdir(path.join(home, 'here'))).toEqual(['Drafts', 'Old plan.pdf']);
	});

	it('is what was changed lately, wherever it is; all is known of a file, and its time can be set', async () => {
		const terminal = startApp(await temporaryFolder(), size);
		await terminal.waitFor('Documents/');
		terminal.type(keys.Tab);
		terminal.type('gc');
		await terminal.waitFor(text => text.includes('LATEST') && text.includes('log-0000.txt'));
		terminal.type(keys.Enter);
		await terminal.waitFor(text => text.includes('┬─ Jotta › Archive › Sensor logs') && text.includes('log-0000.txt'));
		await terminal.waitFor(() => !terminal.text().includes('reading'));

		terminal.type('i');
		await terminal.waitFor(text => text.includes('uploaded') && text.includes('text/plain') && text.includes('public link') && /version +1, of 1 kept/v.test(text));
		terminal.type('M');
		await terminal.waitFor('log-0000.txt modified at');
		terminal.type(`\u{15}2020-03-04 05:06${keys.Enter}`);
		await terminal.waitFor('modified at 2020-03-04 05:06 now');
		terminal.type('i');

		await terminal.waitFor(/modified +2020-03-04 05:06/v);
	});

	it('says who is signed in and how much room there is', async () => {
		const terminal = startApp(await temporaryFolder(), size);
		await terminal.waitFor('of 5.00 TB');

		terminal.type('ga');

		await terminal.waitFor(text => text.includes('Accounts') && text.includes('Ola Nordmann') && text.includes('free; the trash counts') && text.includes('Jotta › Archive'));
	});
});

/** Steps down until the row of that name is the one under the cursor: the only one in inverse. */
async function moveDownTo(terminal: ReturnType<typeof startApp>, name: string): Promise<void> {
	const rows = terminal.screen().slice(2);
	const row = rows.findIndex(text => text.trimStart().startsWith(name));
	for (let step = 0; step < row; step += 1) {
		terminal.type(keys.Down);
	}

	await terminal.waitFor(() => terminal.inverse().some(({text}) => text.trimStart().startsWith(name)));
}
