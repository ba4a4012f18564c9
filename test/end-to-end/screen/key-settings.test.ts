import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {keys} from '../../support/program/app.ts';
import {openScene, setStage, type Scene} from '../../support/program/scene.ts';

const start = async (own: object): Promise<Scene> => {
	const stage = await setStage({keys: own});
	await mkdir(path.join(stage.home, 'left'));
	await writeFile(path.join(stage.home, 'left', 'mine.txt'), 'mine');
	const scene = openScene(stage, [path.join(stage.home, 'left'), 'jotta:'], {size: {columns: 100, rows: 30}});
	await scene.until(() => scene.left().includes('mine.txt') && scene.text().includes('online'));
	return scene;
};

describe('keys of one’s own in the settings file', () => {
	it('work, and stand in the key bar, the help and the box of what can follow; the old ones are free', async () => {
		const scene = await start({'new-folder': ['F9', 'Z'], queue: 'Q', hidden: ['g .']});
		await scene.until(() => scene.text().includes('9Mkdir'));
		expect(scene.terminal.screen().at(-1)).not.toMatch(/7|Queue/v);

		scene.type('Z');
		await scene.until(() => scene.text().includes('New folder'));
		scene.type('\u{3}');
		await scene.until(() => !scene.text().includes('New folder'));
		scene.type(keys.F7 + keys.F9);
		await scene.until(() => scene.text().includes('New folder'));
		scene.type('\u{3}');
		await scene.until(() => !scene.text().includes('New folder'));
		scene.type('g');
		await scene.until(() => /\. +Show or hide hidden files/v.test(scene.text()));
		scene.type('.');
		await scene.until(() => scene.text().includes('Hidden files are shown.'));
		scene.type('Q');
		await scene.until(() => scene.text().includes(' TRANSFERS '));
		scene.type('Q');
		await scene.until(() => scene.left().includes('mine.txt'));
		scene.type(`${keys.F1}Make a folder`);
		await scene.until(() => /F9 +Z +Make a folder/v.test(scene.text()));
	});

	it.each([
		['a key that is none', {copy: ['F99']}, 'F99 is no key, so copy cannot have it. The key check (g k) names what a key sends.'],
		['a key that another command has', {copy: ['m']}, 'm is move already, so copy cannot have it. Its own keys stay.'],
		['a key that others begin with', {copy: ['g']}, 'already, so copy cannot have it. Its own keys stay.'],
		['a command that is none', {fly: ['x']}, 'there is no command fly; the README’s table of keys has their names.'],
		['no list of keys', {copy: 5}, 'the keys of copy are to be a list, like ["F5", "c"]; its own keys stay.'],
	])('say what is wrong with %s, and the command keeps its own', async (_, own, sentence) => {
		const scene = await start(own);
		scene.type('gl');
		await scene.until(() => scene.text().includes('┌─ Log'));

		expect(scene.text().replaceAll(/[\n│]/gv, ' ').replaceAll(/ +/gv, ' ')).toContain(sentence);
		expect(scene.text()).toContain('Line 1 of the settings: ');
		scene.type(`\u{3}${keys.Down}c`);
		await scene.until(() => scene.text().includes('┌─ Copy mine.txt'));
	});
});
