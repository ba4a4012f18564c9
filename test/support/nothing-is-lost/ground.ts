import {mkdir, mkdtemp, rm} from 'node:fs/promises';
import {existsSync} from 'node:fs';
import path from 'node:path';
import {onTestFinished} from 'vitest';
import type {Clock} from '../../../source/clock.ts';
import {silentLog} from '../../../source/log.ts';
import {openClient, openPlainSend, type Client} from '../../../source/jotta/client.ts';
import {openPool} from '../../../source/jotta/http/pool.ts';
import {decodeLoginToken, signIn} from '../../../source/jotta/sign-in/login-token.ts';
import {defaultLimits} from '../../../source/sandbox/state/limits.ts';
import {startSandbox, type RunningSandbox} from '../../../source/sandbox/server.ts';
import {root} from '../../../source/sandbox/state/tree.ts';
import {openAccounts} from '../../../source/settings/accounts.ts';
import {resolveDirectories, type Directories} from '../../../source/settings/directories.ts';
import {fastClock} from '../engine.ts';
import {systemClock} from '../sandbox.ts';
import {temporaryFolder} from '../temp-files.ts';
import {standardNames} from '../names.ts';

/** What all runs share: one service, and configurations signed in to it. */
export type Ground = {
	readonly sandbox: RunningSandbox;
	readonly client: Client; // the one that prepares a run, and clears up after it
	readonly clock: Clock;
	readonly configurations: readonly Directories[];
	readonly disk: string;
	readonly other: string; // on another disk, where the machine has one in memory
};

const speed = 1000; // times faster than a clock, so that pauses between tries cost nothing
const machineCount = 4;

export async function openGround(): Promise<Ground> {
	const [memory, other] = [await memoryFolder(), await temporaryFolder()];
	const sandbox = await startSandbox({directory: path.join(memory, 'sandbox'), tokenTtl: 1_000_000_000});
	onTestFinished(async () => sandbox.close());
	const pool = openPool();
	onTestFinished(async () => pool.destroy());
	const configurations = Array.from({length: machineCount + 1}, (_, index) => resolveDirectories(path.join(memory, `machine ${index}`)));
	const toolsOf = (directories: Directories) => ({
		directories, accounts: openAccounts(directories, systemClock), names: standardNames, pool, clock: systemClock, log: silentLog,
	});
	for (const directories of configurations) {
		const tools = toolsOf(directories);
		await signIn(decodeLoginToken(sandbox.state.identity.createLoginToken(sandbox.url)), {name: 'jotta', server: sandbox.url}, {...tools, send: openPlainSend(tools)});
	}

	return {
		sandbox,
		client: await openClient({account: 'jotta', ...toolsOf(configurations.at(-1)!)}),
		clock: fastClock(speed),
		configurations: configurations.slice(0, machineCount),
		disk: path.join(memory, 'disk'),
		other,
	};
}

/** On a disk in memory where there is one: it is fast, and not the disk of temporary files. */
async function memoryFolder(): Promise<string> {
	if (!existsSync('/dev/shm')) {
		return temporaryFolder();
	}

	const folder = await mkdtemp('/dev/shm/jottafm-test-');
	onTestFinished(async () => rm(folder, {recursive: true, force: true}));
	return folder;
}

/** Resets everything for a run: the service works and has forgotten earlier runs, and all queues are empty. */
export async function level({sandbox: {state, setFaults}, configurations, disk, other}: Ground): Promise<void> {
	setFaults('');
	Object.assign(state.limits, {...defaultLimits, tokenTtl: state.limits.tokenTtl});
	Object.assign(state.switches, {locks: [], movesOntoTombstones: false, statusOnTombstone: 500});
	for (const node of [...state.tree.children(root)].filter(({name}) => name !== 'Jotta')) {
		for (const md5 of state.tree.remove(node.id)) {
			state.content.drop(md5);
		}
	}

	state.content.sweep();
	for (const {database, settings, edits} of configurations) {
		await rm(edits, {recursive: true, force: true});
		for (const file of [database, `${database}-wal`, `${database}-shm`, settings]) {
			await rm(file, {force: true});
		}
	}

	for (const folder of [disk, other]) {
		await rm(folder, {recursive: true, force: true});
		await mkdir(folder, {recursive: true});
	}
}
