import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {keys} from '../../support/program/app.ts';
import {put} from '../../support/cloud.ts';
import {openScene, setStage, type Scene} from '../../support/program/scene.ts';

const size = {columns: 80, rows: 24};

async function openWith(settings: object): Promise<Scene> {
	const stage = await setStage(settings);
	await mkdir(path.join(stage.home, 'left', 'album'), {recursive: true});
	await writeFile(path.join(stage.home, 'left', 'album', 'inside.txt'), '');
	await writeFile(path.join(stage.home, 'left', 'mine.txt'), '');
	for (let row = 0; row < 30; row += 1) {
		await put(stage.client, `/Jotta/Archive/work/row ${String(row).padStart(2, '0')}.txt`, 'row');
	}

	const scene = openScene(stage, [path.join(stage.home, 'left'), 'jotta:work'], {size});
	await scene.until(() => scene.left().includes('mine.txt') && scene.right().includes('row 00.txt') && scene.text().includes('online'));
	return scene;
}

/** What a terminal sends for a button (0 the left one, 64 and 65 the wheel) at a cell, from 1. */
const report = (button: number, column: number, row: number) => `\u{1B}[<${button};${column};${row}M${button < 64 ? `\u{1B}[<${button};${column};${row}m` : ''}`;

/** Where a text is seen. */
function cellOf({terminal}: Scene, text: string): readonly [number, number] {
	const row = terminal.screen().findIndex(line => line.includes(text));
	return [(terminal.screen()[row] ?? '').indexOf(text) + 2, row + 1];
}

const click = (scene: Scene, text: string) => {
	scene.type(report(0, ...cellOf(scene, text)));
};

describe('the mouse, when the setting turns it on', () => {
	it('moves, opens, scrolls, chooses from menus and answers questions', async () => {
		const scene = await openWith({mouse: true});
		expect(scene.terminal.raw()).toContain('\u{1B}[?1000h\u{1B}[?1006h');

		click(scene, 'row 03.txt');
		await scene.until(() => scene.cursor().includes('row 03.txt') && scene.cursorColumn() > 0);
		scene.type(report(65, 60, 10).repeat(3));
		await scene.until(() => scene.cursor().includes('row 12.txt'));
		scene.type(report(64, 60, 10));
		await scene.until(() => scene.cursor().includes('row 09.txt'));

		click(scene, 'mine.txt');
		await scene.until(() => scene.cursor().includes('mine.txt') && scene.cursorColumn() === 0);
		click(scene, '8Trash');
		await scene.until(() => scene.text().includes('┌─ Delete for good?'));
		click(scene, '[n] No, keep');
		await scene.until(() => !scene.text().includes('┌─'));
		click(scene, '8Trash');
		await scene.until(() => scene.text().includes('┌─ Delete for good?'));
		click(scene, '[y] Yes, delete');
		await scene.until(() => scene.left().includes('─ 1 item '));

		click(scene, '2Menu');
		await scene.until(() => scene.text().includes('┌─ Commands'));
		scene.type('order round');
		await scene.until(() => scene.text().includes('1 command:'));
		click(scene, 'Turn the order round');
		await scene.until(() => scene.left().includes('Name ↓'));

		scene.type('s');
		await scene.until(() => scene.text().includes('Sort by size'));
		click(scene, 'Sort by size');
		await scene.until(() => !scene.text().includes('┌─') && scene.left().includes('Size↑'));

		const [column, row] = cellOf(scene, 'album/');
		scene.type(report(0, column, row) + report(0, column, row));
		await scene.until(() => scene.left().includes('inside.txt'));
		click(scene, '10Quit');
		expect(await scene.terminal.exited).toBe(0);
		expect(scene.terminal.raw()).toContain('\u{1B}[?1000l\u{1B}[?1006l');
	});
});

describe('the mouse, as it is by default', () => {
	it('is the terminal’s own: it is never asked for, and what comes all the same is no letter', async () => {
		const scene = await openWith({});

		scene.type(`${keys.F7}${report(65, 60, 10)}name`);
		await scene.until(() => scene.text().includes('New folder (a/b makes both): name '));

		expect(scene.terminal.raw()).not.toMatch(/\[\?(?:9|100[0-6]|1015|1016)h/v);
	});
});
