import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {describe, expect, it} from 'vitest';
import {trashEntry} from '../../../source/jotta/changes.ts';
import type {Client} from '../../../source/jotta/client.ts';
import {readEntry} from '../../../source/jotta/find.ts';
import {
	createDevice,
	createMountpoint,
	findMountpoint,
	trashMountpoint,
} from '../../../source/jotta/places.ts';
import {createRandom} from '../../../source/sandbox/faults/random.ts';
import {archive, put, stateBelow} from '../../support/cloud.ts';
import {openProgramOn, type ProgramOnSandbox} from '../../support/program/program-on-sandbox.ts';
import {signInTo, startTestSandbox} from '../../support/sandbox.ts';

/*
The whole of it is JOTTAFM_TRASH_KILLS=100 (JOTTAFM_KILL_SEED: other points); the suite runs a short one.
*/
const kills = Number(process.env.JOTTAFM_TRASH_KILLS ?? 2); // for each kind
const seed = Number(process.env.JOTTAFM_KILL_SEED ?? 1);

const longestLife = 1500; // ms until a kill, of which starting takes about 300
const fileCount = 40;

const kinds = ['file', 'folder', 'mountpoint'] as const;
const places = {file: `${archive}/film.txt`, folder: `${archive}/tree`, mountpoint: '/NAS/Music'} as const;

/** Trees with a file and a folder in them that were trashed before; of the file two versions. */
async function build(kind: (typeof kinds)[number], client: Client): Promise<void> {
	const top = places[kind];
	if (kind === 'file') {
		await put(client, top, 'first');
		await put(client, top, 'second');
		return;
	}

	if (kind === 'mountpoint') {
		await createDevice('NAS', {client});
		await createMountpoint(top, {client});
	}

	for (let index = 0; index < fileCount; index += 1) {
		await put(client, `${top}/${['one', 'one/deep', 'two'][index % 3]!}/file ${index}.txt`, `content ${index}`, 1_700_000_000_000 + (index * 1000));
	}

	await put(client, `${top}/zz earlier/kept.txt`, 'kept');
	await trashEntry(`${top}/zz earlier`, 'folder', {client});
	await trashEntry(`${top}/one/file 0.txt`, 'file', {client});
}

async function trash(kind: (typeof kinds)[number], client: Client): Promise<number> {
	const top = places[kind];
	if (kind === 'mountpoint') {
		await trashMountpoint(top, {client});
		return (await findMountpoint(top, {client}))!.deletedAt!;
	}

	await trashEntry(top, kind, {client});
	return (await readEntry(top, {client})).deletedAt!;
}

/** A command that is killed, if it has not ended by then. */
async function killCommand(args: readonly string[], after: number, {run}: ProgramOnSandbox): Promise<void> {
	const stop = new AbortController();
	const running = run(args, {signal: stop.signal});
	await Promise.race([sleep(after), running]);
	stop.abort();
	await running;
}

/** A screen that restores the first row of the trash, and is killed; the earlier ones are named to be below it. */
async function killScreen(after: number, {openScreen, folder}: ProgramOnSandbox): Promise<void> {
	const terminal = openScreen([folder, 'jotta:']);
	await terminal.waitFor('Jotta › Archive');
	terminal.type('gt');
	await terminal.waitFor(/TRASH(?!.*reading)/v);
	terminal.type('r');
	await terminal.waitFor(/Restor/v);
	terminal.type('y'); // of a mountpoint it is asked
	await sleep(after);
	terminal.kill();
	await terminal.exited;
}

describe('what went to the trash', () => {
	it.each(kinds)(`and is restored by programs that are killed comes back as it was: a %s (${kills} kills, seed ${seed})`, async kind => {
		const random = createRandom(seed);
		const sandbox = await startTestSandbox();
		const {client} = await signInTo(sandbox);
		const program = await openProgramOn(sandbox);
		await build(kind, client);
		const above = kind === 'mountpoint' ? places.mountpoint : archive;
		const before = await stateBelow(client, above);

		for (let count = 0; count < kills; count += 2) {
			sandbox.state.clock.advance(60_000); // every time is another one
			const deletedAt = await trash(kind, client);
			const args = ['trash', 'restore', '--deleted', String(deletedAt), `jotta:${places[kind]}`];
			sandbox.state.limits.latency = 20; // kills shall find it at work
			await killScreen(random() * longestLife / 3, program);
			await killCommand(args, random() * longestLife, program);
			sandbox.state.limits.latency = 0;
			const again = await program.run(args);
			expect([again.status, again.err]).toEqual(kind === 'file' ? [expect.any(Number), expect.stringMatching(/^$|alive in its place/v)] : [0, '']);

			expect(await stateBelow(client, above)).toEqual(before);
		}
	}, 60_000 + (kills * 10_000));
});
