import {Buffer} from 'node:buffer';
import {existsSync} from 'node:fs';
import {
	mkdir,
	readFile,
	readdir,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {keys} from '../../support/program/app.ts';
import {put} from '../../support/cloud.ts';
import {expectNothingRaw, expectStraight, hostileNames} from '../../support/hostile-names.ts';
import {
	liveNames,
	openScene,
	setStage,
	type Scene,
	type Stage,
} from '../../support/program/scene.ts';
import {standardNames} from '../../support/names.ts';

/*
Names that nobody would choose, on both sides, and everything that can be done with a file done to each of them in the
built program. What the terminal got is searched for what it would act on.
*/

const work = '/Jotta/Archive/work';

async function openBoth(stage: Stage): Promise<Scene> {
	const scene = openScene(stage, [path.join(stage.home, 'left'), 'jotta:work']);
	await scene.until(() => scene.left().includes('1 item') && scene.right().includes('1 item'));
	scene.type(keys.Tab + keys.Home + keys.Down);
	await scene.until(() => scene.cursorColumn() > 0 && scene.cursorRow() === 4);
	return scene;
}

const cloudNames = (scene: Scene) => liveNames(scene, ['Jotta', 'Archive', 'work']);

/** Types, and waits for what it leads to. */
async function doIt(scene: Scene, typed: string, isDone: () => boolean): Promise<void> {
	scene.type(typed);
	await scene.until(isDone);
}

describe.each(Object.entries(hostileNames))('a name with %s', (_kind, name) => {
	it('is shown, viewed, marked, copied, renamed, linked, trashed and brought back like any other', async () => {
		const stage = await setStage();
		const left = path.join(stage.home, 'left');
		await mkdir(left);
		await put(stage.client, `${work}/${standardNames.encode(name)}`, 'in the cloud');
		await writeFile(path.join(left, `mine ${name}`), 'on the disk');
		const scene = await openBoth(stage);
		expectStraight(scene);
		const toRow = `${keys.Home}${keys.Down}`;

		await doIt(scene, keys.F3, () => scene.text().includes('in the cloud'));
		await doIt(scene, keys.Esc, () => scene.text().includes('1 item'));
		await doIt(scene, 'i', () => scene.text().includes('uploaded'));
		await doIt(scene, '\u{3}', () => !scene.text().includes('┌─'));
		await doIt(scene, 'V', () => scene.text().includes('VERSIONS of') && scene.text().includes('v1 current'));
		await doIt(scene, keys.Esc, () => scene.text().includes('1 item'));
		await doIt(scene, 'yn', () => scene.copied().includes(name));
		await doIt(scene, 'yp', () => scene.copied().some(copied => copied.endsWith(standardNames.encode(name)) || copied.endsWith(name)));
		await doIt(scene, 'yl', () => scene.copied().some(copied => copied.startsWith('http')));
		await doIt(scene, `+*t*${keys.Enter}`, () => scene.right().includes('1 marked'));
		await doIt(scene, keys.Esc, () => !scene.right().includes('marked'));
		await doIt(scene, `${toRow}${keys.F4}`, () => scene.text().includes('Not changed: nothing is sent'));

		await doIt(scene, toRow + keys.F5, () => scene.text().includes('┌─ Copy '));
		await doIt(scene, keys.Enter, () => existsSync(path.join(left, name)) && scene.text().includes('1 item copied')); // said last: later it would hide what the rename says
		expect(await readFile(path.join(left, name), 'utf8')).toBe('in the cloud');

		await doIt(scene, `${toRow}r`, () => scene.text().includes('Rename to:'));
		await doIt(scene, `${keys.Home}x${keys.Enter}`, () => cloudNames(scene).includes(`x${name}`));
		await scene.until(() => scene.text().includes('u undoes it'));
		await doIt(scene, 'u', () => cloudNames(scene).includes(name));
		await scene.until(() => !/^ [ @] x/mv.test(scene.right()));

		await doIt(scene, keys.Home + keys.Down + keys.F8, () => scene.text().includes('┌─ Move to the trash?'));
		await doIt(scene, 'y', () => !cloudNames(scene).includes(name));
		await scene.until(() => scene.right().includes('0 items'));
		await doIt(scene, 'gt', () => scene.text().includes(' TRASH  1 item'));
		await doIt(scene, 'r', () => cloudNames(scene).includes(name));
		await doIt(scene, keys.Esc, () => scene.text().includes('~/left'));
		await scene.until(() => scene.right().includes('1 item'));

		await doIt(scene, `${keys.Tab}/mine${keys.Enter}`, () => scene.left().includes('filter “mine”'));
		await doIt(scene, keys.End + keys.F6, () => scene.text().includes('┌─ Move '));
		await doIt(scene, keys.Enter, () => !existsSync(path.join(left, `mine ${name}`)) && cloudNames(scene).includes(`mine ${name}`));

		expectNothingRaw(scene);
		expectStraight(scene);
	});
});

describe('a name with stand-ins in the rename field', () => {
	it('stays as it is when nothing is edited, keeps what is not edited, and is typed as --json prints it', async () => {
		const stage = await setStage();
		const left = path.join(stage.home, 'left');
		await mkdir(left);
		await put(stage.client, `${work}/a␀b／c‛／d.txt`, 'in the cloud');
		await writeFile(path.join(left, 'mine␀.txt'), 'on the disk');
		const scene = await openBoth(stage);

		await doIt(scene, 'r', () => scene.text().includes('Rename to: a␀b／c‛／d.txt'));
		await doIt(scene, keys.Enter, () => !scene.text().includes('Rename to:'));
		await doIt(scene, 'r', () => scene.text().includes('Rename to: a␀b／c‛／d.txt'));
		await doIt(scene, `${keys.Home}x${keys.Enter}`, () => scene.text().includes('u undoes it'));
		expect(cloudNames(scene)).toEqual(['xa\0b/c／d.txt']);

		await doIt(scene, `${keys.Tab}${keys.Home}${keys.Down}r`, () => scene.text().includes('Rename to: mine␀.txt'));
		await doIt(scene, String.raw`${'\u{15}\u{B}'}"two\nlines\u0007.txt"${keys.Enter}`, () => scene.left().includes('two␊lines␇.txt'));
		expect(await readdir(left)).toEqual(['two\nlines\u{7}.txt']);
		expectNothingRaw(scene);
	});
});

describe.skipIf(process.platform !== 'linux')('a name on the disk that is not UTF-8', () => {
	it('is shown with its bytes, copied up so that it comes down the same, and renamed', async () => {
		const stage = await setStage();
		const left = path.join(stage.home, 'left');
		await mkdir(left);
		const name = Buffer.concat([Buffer.from('caf'), Buffer.from([0xE9, 0xFF]), Buffer.from('.txt')]);
		await writeFile(Buffer.concat([Buffer.from(`${left}/`), name]), 'latin');
		const scene = openScene(stage, [left, 'jotta:']);
		await scene.until(() => scene.left().includes(String.raw`caf\xe9\xff.txt`));

		await doIt(scene, keys.Down + keys.F5, () => scene.text().includes('┌─ Copy '));
		await doIt(scene, keys.Enter, () => scene.right().includes(String.raw`caf\xe9\xff.txt`));
		await doIt(scene, `${keys.Home}${keys.Down}r`, () => scene.text().includes('Rename to:'));
		await doIt(scene, `${keys.Home}x${keys.Enter}`, () => scene.left().includes(String.raw`xcaf\xe9\xff.txt`));
		const renamed = Buffer.concat([Buffer.from('x'), name]);
		expect((await readdir(left, {encoding: 'buffer'})).map(each => each.toString('hex'))).toEqual([renamed.toString('hex')]);
		await doIt(scene, `${keys.Tab}${keys.Home}${keys.Down}`, () => scene.cursorColumn() > 0);
		await doIt(scene, keys.F5, () => scene.text().includes('┌─ Copy '));
		await doIt(scene, keys.Enter, () => existsSync(Buffer.concat([Buffer.from(`${left}/`), name])));

		expect(await readFile(Buffer.concat([Buffer.from(`${left}/`), name]), 'utf8')).toBe('latin');
		expectNothingRaw(scene);
	});
});
