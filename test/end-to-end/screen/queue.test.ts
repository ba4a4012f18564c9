import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {
	keys,
	messageLine,
	moveCursorTo,
	startApp,
} from '../../support/program/app.ts';
import {temporaryFolder} from '../../support/temp-files.ts';
import {makeTree} from '../../support/trees.ts';
import type {Terminal} from '../../support/program/terminal.ts';

async function copyTree(terminal: Terminal): Promise<void> {
	terminal.type(keys.F5);
	await terminal.waitFor('Copy tree/');
	terminal.type(keys.Enter);
}

describe('the transfers on the screen', () => {
	it.each([{columns: 80, rows: 24}, {columns: 200, rows: 50}])('ask once for all that differ ($columns×$rows)', async size => {
		const home = await temporaryFolder();
		await makeTree(path.join(home, 'tree'), {'one.txt': 'old 1', 'two.txt': 'old 2', 'three.txt': 'old 3'});
		const terminal = startApp(home, size);
		await terminal.waitFor('Documents');
		await moveCursorTo(terminal, 'tree');
		await copyTree(terminal);
		await terminal.waitFor(() => messageLine(terminal).includes('4 items copied'));
		await Promise.all(['one', 'two', 'three'].map(async name => writeFile(path.join(home, 'tree', `${name}.txt`), `new ${name}`)));
		await copyTree(terminal);
		await terminal.waitFor('3 wait for you');

		terminal.type('t');
		await terminal.waitFor('[Waiting 3]');
		terminal.type(keys.Enter);
		await terminal.waitFor('Already exists: tree/');
		const box = terminal.screen().join('\n');
		expect(box).toContain('content differs');
		expect(box).toContain('[ ] same answer for the other 2 that differ (a)');
		expect(['[o] Overwrite', '[s] Skip', '[k] Keep both', '[w] Overwrite if the new one is newer', '[z] Decide later', '[v] View the differences'].filter(choice => !box.includes(choice))).toEqual([]);
		terminal.type('v');
		await terminal.waitFor(text => text.includes('Differences: tree/') && /- old \d/v.test(text) && text.includes('+ new '));
		terminal.type(keys.Esc);
		await terminal.waitFor('Already exists: tree/');
		terminal.type('a');
		await terminal.waitFor('[x] same answer');
		terminal.type('o');

		await terminal.waitFor(text => text.includes('Waiting 0') && text.includes('nothing waits for you'));
		await terminal.waitFor(() => messageLine(terminal).includes('items copied'));
		terminal.type(`${keys.Tab}${keys.Tab}`);
		await terminal.waitFor('[Done');
		terminal.type(keys.Enter);
		await terminal.waitFor(text => text.includes(`from    ${path.join(home, 'tree')}`) && text.includes('to      jotta:/Jotta/Archive/tree'));
	});

	it('are limited, reordered, paused one by one and taken out of the list', async () => {
		const home = await temporaryFolder();
		await makeTree(path.join(home, 'tree'), Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map(number => [`film ${number}.mkv`, new Uint8Array(3_000_000).fill(number)])));
		const terminal = startApp(home, {columns: 80, rows: 24});
		await terminal.waitFor('Documents');
		terminal.type('t');
		await terminal.waitFor('nothing is under way');
		terminal.type('L');
		await terminal.waitFor('Limit (now none, 4 files, 2 hashed, 8 checked');
		terminal.type(`6 checked${keys.Enter}`);
		await terminal.waitFor('At most 6 files checked at once');
		terminal.type('L');
		await terminal.waitFor('Limit (');
		terminal.type(`100k${keys.Enter}`);
		await terminal.waitFor('take at most');
		terminal.type(keys.Esc);
		await terminal.waitFor('Documents');
		await moveCursorTo(terminal, 'tree');
		await copyTree(terminal);
		await terminal.waitFor('4 running');
		terminal.type('t');
		await terminal.waitFor('[Active 4]');
		await terminal.waitFor('limit 102 kB/s');
		await terminal.waitFor(() => terminal.screen().filter(line => /mkv +sending/v.test(line)).length === 4); // until then others may run in their place, to be checked
		terminal.type(keys.Tab);
		await terminal.waitFor('[Queued 3]');
		const first = () => terminal.screen()[3] ?? '';
		const before = first();
		terminal.type('J');
		await terminal.waitFor(() => first() !== before && (terminal.screen()[4] ?? '') === before);
		terminal.type(' ');
		await terminal.waitFor(() => (terminal.screen()[4] ?? '').includes('paused'));
		terminal.type('d');
		await terminal.waitFor('[Queued 2]');
		terminal.type('L');
		await terminal.waitFor('Limit (');
		terminal.type(`0${keys.Enter}`);
		await terminal.waitFor(() => messageLine(terminal).includes('items copied'));
	});
});

describe('a copy or a move that cannot end well', () => {
	it.each([
		[keys.F5, 'tree/', 'cannot be put into itself'],
		[keys.F6, 'tree/deep/', 'cannot be put into itself'],
		[keys.F5, '', 'tree is in that folder already'],
	])('is refused with one sentence, and queues nothing (%j to %j)', async (key, target, sentence) => {
		const home = await temporaryFolder();
		await makeTree(path.join(home, 'tree'), {'deep/a.txt': 'a'});
		const terminal = startApp(home, {columns: 80, rows: 24});
		await terminal.waitFor('Documents');
		await moveCursorTo(terminal, 'tree');
		terminal.type(key);
		await terminal.waitFor('where a name is taken');
		terminal.type(`\u{15}${path.join(home, target)}${keys.Enter}`);

		await terminal.waitFor(() => messageLine(terminal).includes(sentence));
		terminal.type('t');
		await terminal.waitFor('nothing is under way');
	});
});
