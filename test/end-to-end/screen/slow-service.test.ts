import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import {expect, it} from 'vitest';
import {keys} from '../../support/program/app.ts';
import {put} from '../../support/cloud.ts';
import {openScene, setStage} from '../../support/program/scene.ts';

const work = '/Jotta/Archive/work';

it('a folder that does not come is left by Esc: the one before is there again, and its keys work', async () => {
	const stage = await setStage();
	await mkdir(path.join(stage.home, 'left'));
	await put(stage.client, `${work}/slow/late.txt`, 'late');
	await put(stage.client, `${work}/mine.txt`, 'mine');
	const scene = openScene(stage, [path.join(stage.home, 'left'), 'jotta:work']);
	await scene.until(() => scene.right().includes('slow/') && scene.text().includes('online'));
	await fetch(`${stage.sandbox.url}/sandbox/faults`, {method: 'POST', body: 'GET /jfs/*/slow* stall=600000'});

	scene.type(`${keys.Tab}${keys.Down}${keys.Enter}`);
	await scene.until(() => scene.right().includes('work › slow ─') && scene.right().includes('reading…'));
	scene.type(keys.Esc);
	await scene.until(() => scene.right().includes('Archive › work ─') && scene.right().includes('mine.txt') && scene.cursor().includes('slow/'));
	scene.type(`${keys.Down}${keys.F3}`);
	await scene.until(() => scene.text().includes('Space page') && scene.text().includes('mine '));

	expect(scene.text()).not.toContain('late.txt');
});
