import {describe, expect, it} from 'vitest';
import {commands, keyText} from '../../source/app/keymap/commands.ts';
import {keys, moveCursorTo, startApp} from '../support/app.ts';
import {bytesOf} from '../support/key-bytes.ts';
import {temporaryFolder} from '../support/temp-files.ts';

async function start() {
	const terminal = startApp(await temporaryFolder(), {columns: 160, rows: 40}, {env: {EDITOR: 'true', VISUAL: ''}});
	await terminal.waitFor(text => text.includes('Documents') && text.includes('online'));
	return terminal;
}

describe('the help of the program', () => {
	it('lists exactly the commands of the table, each with its keys', async () => {
		const terminal = await start();
		terminal.type(keys.F1);
		await terminal.waitFor(`${commands.length} commands`);
		const missing: string[] = [];

		for (const {title, keys: all} of commands) {
			terminal.type(`\u{15}${title}`);
			await terminal.waitFor(text => text.split('\n').some(row => row.includes(`│  ${all.map(key => keyText(key)).join('  ').slice(0, 20).trimEnd()}`) && row.includes(title.slice(0, 24))), 20_000).catch(() => {
				missing.push(title);
			});
		}

		expect(missing).toEqual([]);
	}, 180_000);
});

/** What the commands of the key bar show, on the file Welcome.txt. */
const shows: Readonly<Record<string, RegExp>> = {
	help: /┌─ Keys/v, palette: /┌─ Commands/v, view: /This is the sandbox/v, edit: /Not changed: nothing is sent/v, copy: /┌─ Copy Welcome\.txt/v, move: /┌─ Move Welcome\.txt/v,
	'new-folder': /New folder/v, trash: /┌─ Move to the trash\?/v, queue: /TRANSFERS/v,
};

describe('the commands of the key bar', () => {
	it.each(commands.filter(({where, short, id}) => short !== undefined && (where === 'browser' || where === 'anywhere') && id !== 'quit'))('$id: by F-key, letter and palette', async ({id, title, keys: all}) => {
		const terminal = await start();
		terminal.type(keys.Tab);
		await moveCursorTo(terminal, 'Documents');
		terminal.type(keys.Enter);
		await terminal.waitFor('Welcome.txt');
		await moveCursorTo(terminal, 'Welcome.txt');

		for (const road of [...all.map(key => bytesOf(key)), `:${title}${keys.Enter}`]) {
			terminal.type(road);
			await terminal.waitFor(shows[id]!);
			terminal.type(keys.Esc);
			await terminal.waitFor(text => id === 'edit' || !shows[id]!.test(text));
			if (id === 'edit') {
				terminal.type(keys.Down + keys.Up); // the message goes with the next key
				await terminal.waitFor(text => !text.includes('Not changed: nothing is sent'));
			}
		}
	});
});
