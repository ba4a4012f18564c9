import {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import {createBindings} from '../../../source/app/keymap/bindings.ts';
import {commands} from '../../../source/app/command-table/commands.ts';
import {press} from '../../../source/app/input/press.ts';
import {searchCommands} from '../../../source/app/keymap/search.ts';
import {createKeyDecoder} from '../../../source/app/terminal/key-decoder.ts';
import {bytesOf} from '../../support/program/key-bytes.ts';
import {openTestApp, type TestApp} from '../../support/app/test-app.ts';
import {paste} from '../../support/drive.ts';

/** The app with a table whose commands only write down that they were run. */
async function openSpied(): Promise<{readonly app: TestApp; readonly reached: string[]; readonly type: (keys: string) => void}> {
	const reached: string[] = [];
	const spied = commands.map(command => ({
		...command,
		run(app: Parameters<typeof command.run>[0]) {
			reached.push(command.id);
			if (command.id === 'palette') {
				command.run(app);
			}
		},
	}));
	const plain = await openTestApp();
	const app = {...plain, terminal: {...plain.terminal, keymap: {commands: spied, bindings: createBindings(spied), warnings: []}}};
	const waits = new Set<() => void>();
	const decoder = createKeyDecoder({
		onEvent(event) {
			press(app, event);
		},
		setTimer(run) {
			waits.add(run);
			return () => {
				waits.delete(run);
			};
		},
	});
	return {
		app,
		reached,
		type(keys) {
			for (const byte of keys.split(' ')) {
				decoder.feed(Buffer.from(bytesOf(byte)));
				for (const run of waits) {
					run(); // nothing more comes: a lone Esc is one
				}
			}
		},
	};
}

describe('every command of the table', () => {
	it('is reached by each of its keys, as a terminal sends them', async () => {
		const {app, reached, type} = await openSpied();

		for (const {id, keys, where} of commands) {
			for (const key of keys) {
				reached.length = 0;
				app.stores.window.close();
				app.stores.window.begin('');
				app.stores.window.show(where === 'anywhere' ? 'browser' : where);
				type(key);
				expect(reached, `${key} in ${where}`).toEqual([id]);
			}
		}
	});

	it('is reached from the palette, where it stands with its title', async () => {
		const {app, reached, type} = await openSpied();

		for (const {id, title, where} of commands) {
			app.stores.window.close();
			app.stores.window.begin('');
			app.stores.window.show(where === 'anywhere' ? 'browser' : where);
			type(':');
			paste(app, title);
			const row = searchCommands(commands, app.stores.window.get().screen, title).findIndex(command => command.id === id);
			for (let step = 0; step < row; step += 1) {
				type('Down');
			}

			reached.length = 0;
			type('Enter');
			expect(reached, title).toEqual([id]);
		}
	});
});
