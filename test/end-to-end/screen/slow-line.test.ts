import {existsSync, readdirSync} from 'node:fs';
import {mkdir, utimes, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {keys} from '../../support/program/app.ts';
import {
	liveNames,
	openScene,
	setStage,
	type Scene,
} from '../../support/program/scene.ts';
import type {SlowLine} from '../../support/slow-line.ts';

/*
The same keys over lines that are slow, far away, and cut the bytes anywhere: what comes of them must be the same as on
a line that has none of that. An arrow that became a letter, or an Esc, would leave another name or another screen.
*/

const ss3 = {Down: '\u{1B}OB', Left: '\u{1B}OD'} as const;
const paste = (text: string) => `\u{1B}[200~${text}\u{1B}[201~`;
const day = new Date(2026, 3, 2, 11, 21);

type Outcome = {readonly screen: string; readonly disk: readonly string[]; readonly cloud: readonly string[]; readonly bytesPerKey: number};

/** What stays the same from run to run: not the room of the disk, nor when folders were made. */
const lasting = (text: string) => text.replaceAll(/· \S+ free[ ─┴]*/gv, '').replaceAll(/(?<=\/ *)\d\d \w{3}/gv, '').replaceAll(/[ ─]+$/gmv, '');

async function play(line: SlowLine | undefined, wanted?: string): Promise<Outcome> {
	const stage = await setStage({escape_wait: 1000}); // a loaded machine is no slower line
	const left = path.join(stage.home, 'left');
	await mkdir(left);
	for (const name of ['apple.txt', 'bread.txt', 'cherry.txt', 'dates.txt']) {
		await writeFile(path.join(left, name), name);
		await utimes(path.join(left, name), day, day);
	}

	const scene = openScene(stage, [left, 'jotta:'], {size: {columns: 80, rows: 24}, line});
	await scene.until(() => scene.left().includes('dates.txt') && scene.right().includes('0 items'));
	await work(scene, left);
	const bytesPerKey = await measureSteps(scene);
	if (wanted !== undefined) {
		await expect.poll(() => lasting(scene.text())).toBe(wanted);
	}

	return {
		screen: lasting(scene.text()), disk: readdirSync(left).toSorted(), cloud: liveNames(scene, ['Jotta', 'Archive']).toSorted(), bytesPerKey,
	};
}

async function work(scene: Scene, left: string): Promise<void> {
	const isThere = (name: string) => existsSync(path.join(left, name));
	const isUp = (name: string) => liveNames(scene, ['Jotta', 'Archive']).includes(name);
	const doIt = async (typed: string, isDone: () => boolean) => {
		scene.type(typed);
		await scene.until(isDone);
	};

	await doIt(keys.Down + ss3.Down + keys.F5 + keys.Enter, () => scene.right().includes('bread.txt') && isUp('bread.txt'));
	await doIt(`${keys.Up}\u{1B}6${keys.Enter}`, () => !isThere('apple.txt') && isUp('apple.txt') && !scene.left().includes('apple.txt') && scene.right().includes('apple.txt'));
	await doIt(`${keys.F7}øl 写真bc${keys.Left}${ss3.Left}a${keys.Enter}`, () => scene.left().includes('øl 写真abc/'));
	await doIt(keys.F7 + paste('pasted name') + keys.Enter, () => scene.left().includes('pasted name/'));
	await doIt(`${keys.Home}${keys.Down.repeat(4)}r${keys.Home}2${keys.Enter}`, () => /^ +2cherry\.txt +\d/mv.test(scene.left()));
	await doIt(`${keys.Tab}${keys.Home}${keys.Down}${keys.F8}y`, () => !isUp('apple.txt') && !scene.right().includes('apple.txt'));
	await doIt(`${keys.Tab}${keys.Home}${ss3.Down}  `, () => scene.left().includes('2 marked'));
	await doIt(keys.Esc, () => !scene.left().includes('marked'));
	await scene.until(() => scene.text().includes('All transfers are done'));
}

const steps = 10;

/** Bytes that cross the line for a step of the cursor, there and back again. */
async function measureSteps(scene: Scene): Promise<number> {
	const start = scene.cursorRow();
	const upAndDown = async () => {
		scene.type(keys.Up);
		await scene.until(() => scene.cursorRow() === start - 1);
		scene.type(keys.Down);
		await scene.until(() => scene.cursorRow() === start);
	};

	await upAndDown(); // all that was written before has come then
	const before = scene.terminal.bytesWritten();
	for (let step = 0; step < steps; step += 2) {
		await upAndDown();
	}

	return (scene.terminal.bytesWritten() - before) / steps;
}

describe('over a slow line', () => {
	let near: Outcome | undefined;

	it.each([
		{bytesPerSecond: 10_000, delay: 20, seed: 1},
		{bytesPerSecond: 10_000, delay: 300, seed: 2},
		{bytesPerSecond: 500_000, delay: 20, seed: 3},
	])('of $bytesPerSecond bytes a second and $delay ms each way the same keys do the same', async line => {
		near ??= await play(undefined);
		const far = await play(line, near.screen);

		expect(far.disk).toEqual(['2cherry.txt', 'bread.txt', 'dates.txt', 'pasted name', 'øl 写真abc']);
		expect(far.cloud).toEqual(['bread.txt']);
		expect(far.screen).toBe(near.screen);
		expect(far.bytesPerKey).toBeLessThanOrEqual(250);
	});
});
