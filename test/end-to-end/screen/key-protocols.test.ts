import {existsSync} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openScene, setStage} from '../../support/program/scene.ts';

/*
Terminals that another program has left in a mode where they say more of each key. We never ask for it.
Modifiers: 1, and 1 more with Shift, 4 with Ctrl.
*/

const forms: ReadonlyArray<readonly [string, (code: number, modifiers?: number) => string]> = [
	['kitty’s keys', (code, modifiers = 1) => `\u{1B}[${code};${modifiers}:1u\u{1B}[${code};${modifiers}:3u`], // pressed and let go
	['modifyOtherKeys', (code, modifiers = 1) => `\u{1B}[27;${modifiers};${code}~`],
];

describe.each(forms)('%s', (_, key) => {
	it('are the same keys: letters, Shift, Space, Backspace, Enter, Esc, Tab, Ctrl', async () => {
		const stage = await setStage();
		const left = path.join(stage.home, 'left');
		await mkdir(left);
		await writeFile(path.join(left, 'mine.txt'), '');
		const scene = openScene(stage, [left, 'jotta:'], {size: {columns: 80, rows: 24}});
		await scene.until(() => scene.left().includes('mine.txt') && scene.text().includes('online'));
		const letters = (text: string) => [...text].map(letter => key(letter.codePointAt(0)!)).join('');

		scene.type(letters('a'));
		await scene.until(() => scene.text().includes('New folder'));
		scene.type(key('N'.codePointAt(0)!, 2) + letters('ew') + key(32, 2) + letters('onex') + key(127, 2) + key(13));
		await scene.until(() => existsSync(path.join(left, 'New one')) && scene.left().includes('─ 2 items'));
		scene.type(key(97, 5));
		await scene.until(() => scene.left().includes('2 marked'));
		scene.type(key(27));
		await scene.until(() => scene.left().includes('2 items'));
		scene.type(key(9));
		await scene.until(() => scene.cursorColumn() > 0);
		scene.type(key(99, 5));

		expect(await scene.terminal.exited).toBe(0);
		expect(scene.terminal.raw()).not.toMatch(/\[[=>][\d;]*[mu]/v);
	});
});
