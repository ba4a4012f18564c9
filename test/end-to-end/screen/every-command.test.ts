import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {
	describe,
	expect,
	it,
	onTestFinished,
} from 'vitest';
import {searchCommands} from '../../../source/app/keymap/search.ts';
import {makeFolder, trashEntry} from '../../../source/jotta/changes.ts';
import {resolveDirectories} from '../../../source/settings/directories.ts';
import type {ItemState} from '../../../source/transfers/item.ts';
import {put} from '../../support/cloud.ts';
import type {Effect, Effects} from '../../support/command-effects/effect.ts';
import type {ShownCommand} from '../../../source/app/keymap/command.ts';
import {commands} from '../../../source/app/command-table/commands.ts';
import {makeLink} from '../../../source/jotta/links.ts';
import {createDevice, createMountpoint} from '../../../source/jotta/places.ts';
import type {Queue} from '../../../source/transfers/queue.ts';
import {keys} from '../../support/program/app.ts';
import {browserEffects, everywhereEffects} from '../../support/command-effects/browser.ts';
import {
	latestEffects,
	linksEffects,
	placesEffects,
	queueEffects,
	trashEffects,
	versionsEffects,
	viewerEffects,
} from '../../support/command-effects/screens.ts';
import {cloud, disk} from '../../support/engine.ts';
import {bytesOf} from '../../support/program/key-bytes.ts';
import {programFile} from '../../support/program/program.ts';
import {
	openScene,
	sceneOf,
	setStage,
	type Scene,
	type Stage,
} from '../../support/program/scene.ts';
import {queueFileAt} from '../../support/queue-file.ts';
import {openTerminal} from '../../support/program/terminal.ts';

/*
Each command of the table is reached by each of its keys and from the palette in the built program, and what it did is
seen: on the screen, on the disk, by the sandbox. One program runs for all commands of a screen.
*/

const work = '/Jotta/Archive/work';

async function setTable(): Promise<Stage> {
	const stage = await setStage();
	const {client, home} = stage;
	await mkdir(path.join(home, 'left', 'alpha'), {recursive: true});
	await writeFile(path.join(home, 'left', 'mine.txt'), 'mine');
	for (const text of [1, 2, 3]) {
		await put(client, `${work}/beta.txt`, Array.from({length: 300}, (_, index) => `line ${index + 1}`).join('\n') + ' '.repeat(text));
	}

	await put(client, `${work}/alpha/inside.txt`, 'inside');
	await put(client, `${work}/gamma.md`, 'gamma');
	await put(client, `${work}/.hidden`, 'hidden');
	await put(client, `${work}/zed.jpg`, 'zed');
	for (let row = 0; row < 60; row += 1) {
		await put(client, `${work}/row ${String(row).padStart(2, '0')}.txt`, 'row');
	}

	return stage;
}

async function openWork(stage: Stage): Promise<Scene> {
	const scene = openScene(stage, [path.join(stage.home, 'left'), 'jotta:work']);
	await scene.until(() => scene.right().includes('alpha/') && scene.left().includes('mine.txt'));
	scene.type(keys.Tab);
	return scene;
}

/** What runs a command: its keys, and the palette with its title. */
function inputsFor({keys: all, title, id}: ShownCommand, screen: Parameters<typeof searchCommands>[1]): ReadonlyArray<readonly [string, string]> {
	const row = searchCommands(commands, screen, title).findIndex(command => command.id === id);
	return [
		...all.map(key => [key, key.split(' ').map(each => bytesOf(each)).join('')] as const),
		['the palette', `:${title}${keys.Down.repeat(row)}${keys.Enter}`],
	];
}

async function take(scene: Scene, input: string, {first = '', behind = '', shows, after = ''}: Effect): Promise<void> {
	await go(scene, first);
	if (typeof shows(scene) === 'boolean') {
		await scene.until(() => shows(scene) === false);
	}

	const before = shows(scene);
	scene.type(input + behind);
	await scene.until(() => typeof before === 'number' ? Number(shows(scene)) > before : shows(scene) === true);
	await go(scene, after);
}

async function go(scene: Scene, way: NonNullable<Effect['first']>): Promise<void> {
	if (typeof way === 'string') {
		scene.type(way);
	} else {
		await way(scene);
	}
}

/** Walks the table: all commands of a screen, each by its keys and from the palette, from the same start. */
async function walk(where: ShownCommand['where'], scene: Scene, {effects, begin}: {readonly effects: Effects; readonly begin: () => Promise<void>}): Promise<void> {
	const here = commands.filter(command => command.id === 'leave' ? where === 'anywhere' : command.where === where); // it ends the program: only the shell starts it again
	expect(here.map(({id}) => id).filter(id => !Object.hasOwn(effects, id)), 'commands of which nobody has said what they show').toEqual([]);
	for (const command of here) {
		for (const [name, input] of inputsFor(command, where === 'anywhere' ? 'browser' : where)) {
			try {
				await begin();
				await take(scene, input, effects[command.id]!);
			} catch (error) {
				throw new Error(`${command.id} by ${name} does not do it.`, {cause: error});
			}
		}
	}
}

const beginInPane = (scene: Scene) => async () => {
	await scene.until(() => scene.right().includes('Archive › work ─') && scene.text().includes('alpha/') && !/┌─|TRANSFERS|Space page|reading/v.test(scene.text()));
	scene.type(keys.Home + keys.Down);
	await scene.until(() => scene.cursor().includes('alpha/'));
};

const beginInList = (scene: Scene, {title, back}: {readonly title: string; readonly back: string}) => async () => {
	await scene.until(() => !/┌─|reading/v.test(scene.text()) && (scene.text().includes(title) || scene.text().includes('Archive › work ─') || scene.text().includes(' TRASH ')));
	if (!scene.text().includes(title)) {
		if (scene.text().includes(' TRASH ')) {
			scene.type(keys.Esc);
			await scene.until(() => scene.text().includes(title) || scene.text().includes('Archive › work ─'));
		}

		scene.type(scene.text().includes(title) ? '' : back);
		await scene.until(() => scene.text().includes(title));
	}

	await scene.until(() => !scene.text().includes('reading') && scene.cursorRow() > 1);
	scene.type(keys.Home);
	await scene.until(() => scene.cursorRow() === 2);
};

/** Three that have failed, three that are queued, two that are done; nothing goes on by itself. */
function seed(queue: Queue, file: ReturnType<typeof queueFileAt>, round: number): void {
	queue.pause();
	file.clear();
	const job = queue.add({
		kind: 'copy', sources: [disk('/nowhere')], target: cloud(), overwrite: 'ask',
	});
	file.setJob(job, 'counted');
	const failure = {code: 'not-found', sentence: 'It is gone.', nextStep: ''} as const;
	const states: ReadonlyArray<readonly [string, ItemState]> = [
		...[1, 2, 3].map(number => [`failed ${number} of ${round}`, {phase: 'failed', failure}] as const),
		...[1, 2, 3].map(number => [`queued ${number} of ${round}`, {phase: 'waiting'}] as const),
		...[1, 2].map(number => [`done ${number}`, {phase: 'done', sent: 1}] as const),
	];
	file.insert(job, states.map(([name, state]) => [{
		direction: 'up', name, source: disk(`/nowhere/${name}`), target: cloud(`/${name}`), size: 1,
	}, state]));
}

describe('every command is reached by its keys and from the palette, and does what it says', () => {
	it('in the panes', async () => {
		const scene = await openWork(await setTable());
		scene.type(`/row${keys.Enter}`); // what n and N look for
		await scene.until(() => scene.text().includes('filter “row”'));
		scene.type(keys.Esc);

		await walk('browser', scene, {effects: browserEffects, begin: beginInPane(scene)});
	});

	it.skipIf(process.platform === 'win32')('everywhere, in a shell that has jobs', async () => {
		const stage = await setTable();
		const terminal = openTerminal({
			file: '/bin/bash', args: ['--norc', '--noediting', '-i'], columns: 160, rows: 38, cwd: stage.home, env: {HOME: stage.home, PS1: 'ready> ', NODE: process.execPath},
		});
		onTestFinished(async () => {
			terminal.kill();
			await terminal.exited;
		});
		const scene = sceneOf(stage, terminal);
		const command = `"$NODE" ${programFile} ${stage.args.join(' ')} left jotta:work\r`;
		await scene.until(() => scene.text().includes('ready> '));
		scene.type(command);

		await walk('anywhere', scene, {
			effects: everywhereEffects(command),
			async begin() {
				await scene.until(() => terminal.isAlternate() && scene.right().includes('alpha/') && scene.left().includes('mine.txt') && !/┌─|TRANSFERS/v.test(scene.text()));
			},
		});
	});

	it('in the viewer', async () => {
		const scene = await openWork(await setTable());
		await beginInPane(scene)();
		scene.type(keys.Down + keys.F3);

		await walk('viewer', scene, {
			effects: viewerEffects,
			async begin() {
				await scene.until(() => scene.text().includes('Space page') && !scene.text().includes('reading'));
				scene.type(keys.Home);
				await scene.until(() => scene.terminal.screen()[1]!.trimEnd() === 'line 1');
			},
		});
	});

	it('in the queue', async () => {
		const stage = await setTable();
		const scene = await openWork(stage);
		const file = queueFileAt({directories: resolveDirectories(stage.config)});
		await beginInPane(scene)();
		let round = 0;

		await walk('queue', scene, {
			effects: queueEffects,
			async begin() {
				await scene.until(() => !scene.text().includes('┌─'));
				if (scene.text().includes(' TRANSFERS ')) {
					scene.type('t');
					await scene.until(() => scene.text().includes('Archive › work'));
				}

				round += 1;
				seed(scene.queue, file, round);
				await scene.until(() => scene.text().includes(`failed 3 of ${round} `) && scene.text().includes('3 failed') && scene.text().includes('3 queued') && scene.text().includes('2 done'));
				scene.type('t');
				await scene.until(() => scene.text().includes('[Failed 3]') && scene.cursorRow() === 3);
			},
		});
	});

	it('in the places, the trash, the versions, the links and the latest', async () => {
		const stage = await setTable();
		const {client} = stage;
		await createDevice('NAS', {client});
		await createMountpoint('/NAS/Papers', {client});
		await makeFolder(`${work}/folder`, {client});
		await put(client, `${work}/folder/deep.txt`, 'deep');
		await trashEntry(`${work}/folder`, 'folder', {client});
		for (let row = 0; row < 12; row += 1) {
			await trashEntry(`${work}/row ${String(row).padStart(2, '0')}.txt`, 'file', {client});
		}

		for (const name of ['beta.txt', 'gamma.md', 'zed.jpg']) {
			await makeLink(`${work}/${name}`, {client});
		}

		const scene = await openWork(stage);
		await beginInPane(scene)();
		scene.type(keys.Down);
		const lists = [
			['versions', {title: ' VERSIONS of', back: 'V', effects: versionsEffects}],
			['places', {title: ' PLACES of', back: 'gd', effects: placesEffects}],
			['trash', {title: ' TRASH  ', back: 'gt', effects: trashEffects}],
			['links', {title: ' SHARED BY A LINK', back: 'gs', effects: linksEffects}],
			['latest', {title: ' LATEST ', back: 'gc', effects: latestEffects}],
		] as const;

		for (const [where, {effects, ...list}] of lists) {
			const begin = beginInList(scene, list);
			await walk(where, scene, {effects, begin});
			await begin();
			scene.type(keys.Esc);
			await scene.until(() => scene.text().includes('left ─') && !scene.text().includes(list.title));
		}
	});
});
