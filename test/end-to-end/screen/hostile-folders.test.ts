import {Buffer} from 'node:buffer';
import {existsSync, readdirSync} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {makeFolder} from '../../../source/jotta/changes.ts';
import {keys} from '../../support/program/app.ts';
import {put} from '../../support/cloud.ts';
import {expectNothingRaw, expectStraight, hostileNames} from '../../support/hostile-names.ts';
import {
	liveNames,
	openScene,
	setStage,
	type Scene,
} from '../../support/program/scene.ts';
import {temporaryFolder} from '../../support/temp-files.ts';
import {standardNames} from '../../support/names.ts';

/*
Folders with names that nobody would choose, all of them at once, on either side of the built program: made, filled,
found, counted, gone to, marked, renamed in the editor, compared, copied, deleted and brought back.
*/

const work = '/Jotta/Archive/work';

type Side = {
	readonly names: (scene: Scene, ...below: readonly string[]) => readonly string[];
	readonly pane: (scene: Scene) => string;
};

const names = Object.values(hostileNames).map(name => name.replaceAll('\t', ' ')); // a field makes a blank of it
const left: Side = {
	names: ({home}, ...below) => readdirSync(path.join(home, 'left', ...below)),
	pane: scene => scene.left(),
};
const right: Side = {
	names: (scene, ...below) => liveNames(scene, ['Jotta', 'Archive', 'work', ...below.map(name => standardNames.encode(name))]),
	pane: scene => scene.right(),
};

const pasted = (text: string) => `\u{1B}[200~${text}\u{1B}[201~`;
const sorted = (texts: readonly string[]) => texts.toSorted();

/** Types, and waits for what it leads to. */
async function doIt(scene: Scene, typed: string, isDone: () => boolean): Promise<void> {
	scene.type(typed);
	await scene.until(isDone);
}

const rawCopies = ({terminal}: Scene) => [...terminal.raw().matchAll(/\]52;c;(?<text>[\w+\/=]*)/gv)].map(({groups}) => Buffer.from(groups!.text!, 'base64'));

/** Both panes are empty; the editor puts a `y` in front of each line. */
async function openEmpty(): Promise<Scene> {
	const stage = await setStage();
	await mkdir(path.join(stage.home, 'left'));
	await makeFolder(work, {client: stage.client});
	const script = path.join(await temporaryFolder(), 'editor');
	await writeFile(script, 'sed -i s/^/y/ "$1"\n');
	const scene = openScene(stage, [path.join(stage.home, 'left'), 'jotta:work'], {editor: `sh ${script}`});
	await scene.until(() => scene.left().includes('0 items') && scene.right().includes('0 items'));
	return scene;
}

describe.each([['on the disk', left, right], ['in the cloud', right, left]] as const)('folders with names that nobody would choose, %s', (where, here, there) => {
	it('are made, filled, found, counted, gone to, marked, renamed, compared, copied, deleted and brought back', async () => {
		const scene = await openEmpty();
		const isCloud = where === 'in the cloud';
		const shows = (text: string) => () => scene.text().includes(text);
		const place = () => here.pane(scene).split('\n', 2)[1]!;
		const home = place();
		const isRead = () => here.pane(scene).includes(`${names.length} items`) && !here.pane(scene).includes('reading…'); // Esc would stop that
		scene.type(isCloud ? keys.Tab : '');

		for (const name of names) {
			await doIt(scene, keys.F7, shows('New folder'));
			await doIt(scene, pasted(name) + keys.Enter, () => here.names(scene).includes(name));
			await scene.until(shows('Made the folder'));
			if (isCloud) {
				await put(scene.client, `${work}/${standardNames.encode(name)}/in.txt`, '');
			} else {
				await doIt(scene, 'T', shows('New empty file'));
				await doIt(scene, pasted(`${name}/in.txt`) + keys.Enter, shows('Made the file'));
			}
		}

		await scene.until(isRead);
		expectStraight(scene);

		await doIt(scene, `${keys.Home}z`, shows(`${names.length} folders: 0 bytes`));
		await doIt(scene, 'f', shows('Find below'));
		await doIt(scene, `in.txt${keys.Enter}`, shows(`${names.length} names; Enter goes there`));
		await doIt(scene, keys.Enter, () => here.pane(scene).includes('in.txt') && here.pane(scene).includes('1 item'));
		await doIt(scene, 'b', shows('┌─ Bookmark '));
		await doIt(scene, 'm', shows('\'m leads to'));
		await doIt(scene, 'h', () => place() === home && isRead());
		await doIt(scene, '\'', shows('┌─ Bookmarks'));
		await doIt(scene, 'm', () => here.pane(scene).includes('in.txt'));
		await doIt(scene, 'h', () => place() === home && isRead());

		for (const name of names) {
			const start = [...name].slice(0, 2).join('');
			await doIt(scene, 'gp', shows('Go to (Tab'));
			await doIt(scene, start + keys.Tab + keys.Enter, () => here.pane(scene).includes('in.txt'));
			await doIt(scene, 'h', () => place() === home && isRead());
			await doIt(scene, '/', shows('Show only names with:'));
			await doIt(scene, pasted(name) + keys.Enter, () => here.pane(scene).includes('1 item ·'));
			await doIt(scene, keys.Esc, () => isRead());
		}

		await doIt(scene, '+', shows('Mark names like:'));
		await doIt(scene, keys.Enter, () => here.pane(scene).includes(`${names.length} marked`));
		await doIt(scene, 'r', shows(`┌─ Rename ${names.length} items?`));
		await doIt(scene, 'y', shows('Renamed; u undoes it'));
		expect(sorted(here.names(scene))).toEqual(sorted(names.map(name => `y${name}`)));
		await doIt(scene, 'u', () => here.names(scene).includes(names[0]!));
		await scene.until(shows(`${names.length} names are as they were`));
		expect(sorted(here.names(scene))).toEqual(sorted(names));

		await doIt(scene, '\u{1}', () => here.pane(scene).includes(`${names.length} marked`));
		await doIt(scene, keys.F5, shows('┌─ Copy '));
		await doIt(scene, keys.Enter, () => there.names(scene).length === names.length);
		await scene.until(shows('All transfers are done'));
		expect(sorted(there.names(scene))).toEqual(sorted(names));
		await doIt(scene, '=c', () => scene.text().split('\n').filter(row => /^ · .*│ · /v.test(row)).length === names.length); // the same on both sides

		await doIt(scene, '\u{1}', () => here.pane(scene).includes(`${names.length} marked`));
		await doIt(scene, keys.F8, shows(isCloud ? '┌─ Move to the trash?' : '┌─ Delete for good?'));
		await doIt(scene, 'y', () => here.names(scene).length === 0);
		await scene.until(() => here.pane(scene).includes('0 items'));
		if (isCloud) {
			await doIt(scene, 'u', () => here.names(scene).length === names.length);
			await scene.until(isRead);
			await doIt(scene, 'T', shows('New empty file'));
			await doIt(scene, pasted(`${names[1]!}/new.txt`) + keys.Enter, () => here.names(scene, names[1]!).includes('new.txt'));
		}

		expectNothingRaw(scene);
		expectStraight(scene);
	});
});

describe.skipIf(process.platform !== 'linux')('a folder on the disk whose name is not UTF-8', () => {
	it('is gone to, bookmarked, found in, filled, counted, its name copied, copied and deleted with what is in it', async () => {
		const scene = await openEmpty();
		const home = path.join(scene.home, 'left');
		const latin = (text: string) => Buffer.from(text, 'latin1');
		const folder = Buffer.concat([Buffer.from(`${home}/`), latin('caf\u{E9}')]);
		await mkdir(folder);
		await writeFile(Buffer.concat([folder, latin('/d\u{E9}j\u{E0}.txt')]), 'latin');
		const shows = (text: string) => () => scene.text().includes(text);
		const isInside = () => scene.left().includes(String.raw`d\xe9j\xe0.txt`);
		await doIt(scene, '\u{12}', () => scene.left().includes(String.raw`caf\xe9/`));

		await doIt(scene, `gpc${keys.Tab}${keys.Enter}`, isInside);
		await doIt(scene, 'T', shows('New empty file'));
		await doIt(scene, `new.txt${keys.Enter}`, () => existsSync(Buffer.concat([folder, latin('/new.txt')])));
		await doIt(scene, 'bm', shows('\'m leads to'));
		await doIt(scene, 'h', () => scene.left().includes('─ 1 item '));
		await doIt(scene, '\'m', isInside);
		await doIt(scene, 'h', () => scene.left().includes('─ 1 item '));
		await doIt(scene, `f*.txt${keys.Enter}`, shows('2 names; Enter goes there'));
		await doIt(scene, '\u{3}', () => !shows('┌─')());
		await doIt(scene, `${keys.Home}z`, shows(String.raw`caf\xe9: 5 bytes`));
		await doIt(scene, `${keys.Down}yn`, () => rawCopies(scene).some(bytes => bytes.equals(latin('caf\u{E9}'))));
		await doIt(scene, keys.F5, shows('┌─ Copy '));
		await doIt(scene, keys.Enter, shows('All transfers are done'));
		expect(right.names(scene)).toEqual(['caf\u{DCE9}']);
		await doIt(scene, keys.F8, shows('┌─ Delete for good?'));
		await doIt(scene, 'y', () => readdirSync(home).length === 0);

		expectNothingRaw(scene);
	});
});
