import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {appLines} from '../../../source/app/screen-reader/app-lines.ts';
import {createSpeaker} from '../../../source/app/screen-reader/speaker.ts';
import {withCursor} from '../../../source/app/stores/pane/cursor.ts';
import {withHidden} from '../../../source/app/stores/pane/rows.ts';
import {draw} from '../../support/app/draw.tsx';
import {file, folder, openTestApp} from '../../support/app/test-app.ts';
import {type} from '../../support/drive.ts';
import {hostileName} from '../../support/hostile-names.ts';

// What the painter itself writes: colours, moves, erasing, the synchronised update.
const ours = /\u{1B}\[\??[\d;]*[CGHJKXhlm]/gv; // eslint-disable-line no-control-regex, regexp/no-control-character -- these are what it is about
const unsafe = /[\p{Bidi_Control}\p{Control}\p{Surrogate}\u{200B}\u{2028}\u{FEFF}]/v;

describe('names that nobody would choose', () => {
	it('reach the terminal on neither side as anything but text, and move nothing beside them', async () => {
		await fc.assert(fc.asyncProperty(fc.uniqueArray(hostileName, {minLength: 1, maxLength: 6}), async names => {
			const files = names.map(name => file(name.replaceAll('/', '_')));
			const app = await openTestApp({local: {'/home/per': files}, cloud: {'/Jotta/Archive': files}});
			app.panes[0].change(state => ({...state, cursor: 1, showsHidden: true}));
			const {screen, raw, at, close} = await draw(app);

			const shown = await screen();
			close();

			expect(raw().replaceAll(ours, '')).not.toMatch(unsafe);
			expect(Array.from({length: 16}, (_, row) => at(39, row + 2)).join('')).toBe('│'.repeat(16));
			expect(shown).toContain('10Quit');
		}), {numRuns: 15});
	});
});

/** Keys that lead to everything that says a name: boxes, prompts, messages, the other screens. */
const keysToNames = ['i', 'r', 'F8', 'F5', 'F6', 'b', 'g p', 'f * Enter', '/ . Enter', 'y n', 'y p', 'y m', 'z', 'M', 'v', 'Space', 'V', 'F3', 'g T', 'g l'] as const;

/** Each row of a box ends where its upper edge ends. */
function expectWholeBox(at: (column: number, row: number) => string): void {
	const cells = Array.from({length: 24}, (_, row) => Array.from({length: 80}, (_unused, column) => at(column, row)));
	const top = cells.findIndex(row => row.includes('┌'));
	if (top === -1) {
		return;
	}

	const [left, right] = [cells[top]!.indexOf('┌'), cells[top]!.indexOf('┐')];
	const bottom = cells.findIndex(row => row[left] === '└');
	expect(cells.slice(top + 1, bottom).map(row => `${row[left]}${row[right]}`)).toEqual(Array.from({length: bottom - top - 1}, () => '││'));
	expect(cells[bottom]![right]).toBe('┘');
}

describe('names that nobody would choose, whatever is done with them', () => {
	it('are text in every box, prompt and message, on both sides, and read aloud', async () => {
		await fc.assert(fc.asyncProperty(hostileName, fc.constantFrom(0, 1), async (hostile, side) => {
			const name = hostile.replaceAll('/', '_').replace(/^\.+$/v, 'dots');
			const below = [file(name), folder(`${name}2`)];
			const app = await openTestApp({
				local: {'/home/per': [folder(name)], [`/home/per/${name}`]: below}, cloud: {'/Jotta/Archive': [folder(name)], [`/Jotta/Archive/${name}`]: below},
			});
			const pane = app.panes[side];
			app.stores.window.activate(side);
			pane.change(state => withCursor(withHidden(state, true), 1));
			const {screen, raw, at, close} = await draw(app);

			let heard = '';
			const speaker = createSpeaker({
				isAscii: false,
				write(text) {
					heard += text;
				},
			});

			await pane.enter();
			for (const keys of keysToNames) {
				pane.change(state => withCursor(state, keys === 'z' ? 1 : 2));
				type(app, ...keys.split(' '));
				await screen();
				speaker.say(appLines(app));
				expectWholeBox(at);
				app.stores.window.close();
				app.stores.window.begin('');
				app.stores.window.show('browser');
			}

			close();
			expect(heard).toContain('Rename to:');
			expect(heard.replaceAll('\r\n', '')).not.toMatch(unsafe);
			expect(raw().replaceAll(ours, '')).not.toMatch(unsafe);
		}), {numRuns: 8});
	});
});
