import {readdirSync} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, it} from 'vitest';
import {keys} from '../../support/program/app.ts';
import {expectNothingRaw} from '../../support/hostile-names.ts';
import {openScene, setStage} from '../../support/program/scene.ts';

const paste = (text: string) => `\u{1B}[200~${text}\u{1B}[201~`;

it('a paste is text: it runs nothing in the panes, answers nothing, and is one line in a field', async () => {
	const stage = await setStage();
	const left = path.join(stage.home, 'left');
	await mkdir(left);
	await writeFile(path.join(left, 'mine.txt'), '');
	const scene = openScene(stage, [left, 'jotta:'], {size: {columns: 80, rows: 24}});
	await scene.until(() => scene.left().includes('mine.txt') && scene.text().includes('online'));

	scene.type(paste('\u{1}dy\rq\u{3}\u{1A}:quit\r') + keys.Down);
	scene.type(keys.F8);
	await scene.until(() => scene.text().includes('┌─ Delete for good?'));
	scene.type(paste('y\r') + keys.Esc);
	await scene.until(() => !scene.text().includes('┌─'));
	expect(readdirSync(left)).toEqual(['mine.txt']);

	scene.type(keys.F7);
	await scene.until(() => scene.text().includes('New folder'));
	scene.type(paste('\r\ntwo\r\nlines \u{9B}31m\u{1B}[2J\n') + keys.Enter);
	await scene.until(() => readdirSync(left).length === 2 && scene.left().includes('2 items'));
	scene.type(keys.F1);
	await scene.until(() => scene.text().includes('┌─ Keys'));
	scene.type(paste('order round\n'));
	await scene.until(() => scene.text().includes('1 command:'));
	scene.type(keys.Enter);
	await scene.until(() => scene.left().includes('Name ↓'));

	expect(readdirSync(left).toSorted()).toEqual(['mine.txt', 'two lines \u{9B}31m\u{1B}[2J']);
	expectNothingRaw(scene);
});
