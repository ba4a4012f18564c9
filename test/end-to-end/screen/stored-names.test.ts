import {existsSync, readdirSync} from 'node:fs';
import {
	mkdir,
	readFile,
	readdir,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {put, textOf} from '../../support/cloud.ts';
import {openJotta} from '../../../source/jotta/jotta-file-system.ts';
import {keys} from '../../support/program/app.ts';
import {openScene, setStage, type Scene} from '../../support/program/scene.ts';
import {until} from '../../support/drive.ts';
import {openSandboxClient} from '../../support/sandbox/sandbox-client.ts';

/*
Names as other programs have stored them, beside the same ones as we store them, in the panes of the built program.
*/

const work = '/Jotta/Archive/work';

/** What is stored in the folder and not in the trash. */
const storedNames = ({sandbox: {state: {tree}}}: Pick<Scene, 'sandbox'>) => [...tree.children(tree.find(['Jotta', 'Archive', 'work'])!.id)].filter(({deleted}) => deleted === undefined).map(({name}) => name);

/** A raw name and the mapped one in a folder of the cloud, an empty folder on the disk, and an editor that writes `edited`. */
async function openBoth(raw: string, mapped: string) {
	const stage = await setStage();
	stage.sandbox.state.switches.takesRawNames = true;
	const other = await openSandboxClient(stage.sandbox);
	const left = path.join(stage.home, 'left');
	await mkdir(left);
	await other.upload(`${work}/${raw}`, 'of the phone');
	await put(stage.client, `${work}/${mapped}`, 'of this program');
	const script = path.join(stage.home, 'editor.sh');
	await writeFile(script, 'printf edited > "$1"\n');
	const scene = openScene(stage, [left, 'jotta:work'], {editor: `sh ${script}`});
	await scene.until(() => scene.left().includes('0 items') && scene.right().includes('2 items'));
	scene.type(keys.Tab);
	return {scene, left};
}

/** Types, and waits for what it leads to. */
async function doIt(scene: Scene, typed: string, isDone: () => boolean): Promise<void> {
	scene.type(typed);
	await scene.until(isDone);
}

/** Goes to the first or the last row of the right pane, again when a list that has just been read has moved the cursor. */
async function goTo(scene: Scene, name: string, way: string): Promise<void> {
	const isThere = () => scene.cursorColumn() > 0 && scene.cursor().includes(` ${name} `);
	for (let attempt = 0; attempt < 10 && !isThere(); attempt += 1) {
		scene.type(way);
		await until(isThere, 3000).catch(() => undefined);
	}

	expect(scene.cursor()).toContain(` ${name} `);
}

const first = keys.Home + keys.Down;

describe.each([
	['msf:1.jpg', 'msf：1.jpg', 'msf:1.jpg'],
	['what? <a|b> "c"*', 'what？ ＜a｜b＞ ＂c＂＊', 'what? <a|b> "c"*'],
])('%s, stored by another program, beside the same name as we store it', (raw, mapped, plain) => {
	it('is told apart from it, viewed, described, shared, edited, copied down, renamed, trashed and brought back', async () => {
		const {scene, left} = await openBoth(raw, mapped);
		const files = openJotta(scene.client);
		const shown = `‛${raw}`;
		await scene.until(() => scene.right().includes(` ${shown} `) && scene.right().includes(` ${plain} `));

		await goTo(scene, plain, keys.End);
		await doIt(scene, keys.F3, () => scene.text().includes('of this program'));
		await doIt(scene, keys.Esc, () => scene.text().includes('2 items'));
		await goTo(scene, shown, first);
		await doIt(scene, keys.F3, () => scene.text().includes('of the phone'));
		await doIt(scene, keys.Esc, () => scene.text().includes('2 items'));
		await doIt(scene, 'i', () => scene.text().includes(`stored as   ${raw}, by another program`));
		await doIt(scene, keys.Esc, () => !scene.text().includes('stored as'));
		await doIt(scene, 'V', () => scene.text().includes(`VERSIONS of ${shown}`) && scene.text().includes('v1 current'));
		await doIt(scene, keys.Esc, () => scene.text().includes('2 items'));
		await doIt(scene, 'yp', () => scene.copied().includes(`jotta:/Jotta/Archive/work/${shown}`));
		await doIt(scene, 'yl', () => scene.copied().some(copied => copied.startsWith('http')));
		const {tree} = scene.sandbox.state;
		expect([raw, mapped].map(name => tree.find(['Jotta', 'Archive', 'work', name])?.publicUri !== undefined)).toEqual([true, false]);

		await doIt(scene, keys.F4, () => scene.sandbox.log.some(({path: asked}) => asked.startsWith('/upload')));
		await expect.poll(async () => textOf(await files.read(`${work}/${raw}`))).toBe('edited');
		expect(await textOf(await files.read(`${work}/${mapped}`))).toBe('of this program');

		await goTo(scene, shown, first);
		await doIt(scene, keys.F5, () => scene.text().includes('┌─ Copy '));
		await doIt(scene, keys.Enter, () => existsSync(path.join(left, plain)));
		await goTo(scene, plain, keys.End);
		await doIt(scene, keys.F5, () => scene.text().includes('┌─ Copy '));
		await doIt(scene, keys.Enter, () => scene.text().includes('waits for your answer'));
		await doIt(scene, `t${keys.Enter}`, () => scene.text().includes('[k] Keep both'));
		await doIt(scene, 'k', () => scene.text().includes('3 done') && readdirSync(left).length === 2);
		await doIt(scene, keys.Esc, () => scene.left().includes('2 items'));
		const texts = await Promise.all((await readdir(left)).map(async name => readFile(path.join(left, name), 'utf8')));
		expect(texts.toSorted()).toEqual(['edited', 'of this program']);

		await goTo(scene, shown, first);
		await doIt(scene, keys.F8, () => scene.text().includes('┌─ Move to the trash?'));
		await doIt(scene, 'y', () => !storedNames(scene).includes(raw));
		expect(storedNames(scene)).toEqual([mapped]);
		await doIt(scene, 'gt', () => scene.text().includes(' TRASH  1 item') && scene.text().includes(shown));
		await doIt(scene, 'r', () => storedNames(scene).includes(raw));
		await doIt(scene, keys.Esc, () => scene.text().includes('~/left'));
		await scene.until(() => scene.right().includes('2 items') && scene.right().includes(` ${shown} `));

		await goTo(scene, shown, first);
		await doIt(scene, 'r', () => scene.text().includes(`Rename to: ${plain}`));
		await doIt(scene, `${keys.Home}x${keys.Enter}`, () => storedNames(scene).includes(`x${mapped}`));
		await scene.until(() => scene.text().includes('u undoes it'));
		await doIt(scene, 'u', () => storedNames(scene).includes(raw) && scene.text().includes(`${shown} has its old name again.`));
		await scene.until(() => scene.right().includes(` ${shown} `));
		await goTo(scene, shown, first);
		await doIt(scene, keys.F6, () => scene.text().includes('┌─ Move '));
		await doIt(scene, `\u{15}\u{B}‛y:${keys.Enter}`, () => storedNames(scene).includes('y:'));
		expect(storedNames(scene).toSorted()).toEqual([mapped, 'y:'].toSorted());
	});
});

it('a folder that another program has named is gone to as it is typed, and filled', async () => {
	const stage = await setStage();
	stage.sandbox.state.switches.takesRawNames = true;
	const other = await openSandboxClient(stage.sandbox);
	await other.upload('/Jotta/Archive/2026: notes/a.txt', 'content');
	const left = path.join(stage.home, 'left');
	await mkdir(left);
	await writeFile(path.join(left, 'b:c.txt'), 'from the disk');
	const scene = openScene(stage, [left, 'jotta:']);
	await scene.until(() => scene.left().includes('b:c.txt') && scene.right().includes('‛2026: notes'));

	await doIt(scene, `${keys.Tab}gp`, () => scene.text().includes('Go to (Tab'));
	await doIt(scene, `\u{15}\u{B}jotta:2026: notes${keys.Enter}`, () => scene.right().includes('a.txt'));
	await doIt(scene, keys.Tab + keys.Home + keys.Down + keys.F5, () => scene.text().includes('┌─ Copy '));
	await doIt(scene, keys.Enter, () => scene.right().includes('b:c.txt'));

	const {tree} = scene.sandbox.state;
	const folders = [...tree.children(tree.find(['Jotta', 'Archive'])!.id)];
	expect(folders.map(({name}) => name)).toEqual(['2026: notes']);
	expect([...tree.children(folders[0]!.id)].map(({name}) => name).toSorted()).toEqual(['a.txt', 'b：c.txt']);
});
