import {describe, expect, it} from 'vitest';
import {keyText} from '../../../source/app/keymap/key-text.ts';
import {temporaryFolder} from '../../support/temp-files.ts';
import {commands} from '../../../source/app/command-table/commands.ts';
import {keys, startApp} from '../../support/program/app.ts';

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
	});
});
