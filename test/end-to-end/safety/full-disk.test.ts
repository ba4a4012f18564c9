import {spawn, spawnSync} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import {text as textOf} from 'node:stream/consumers';
import {describe, expect, it} from 'vitest';
import {
	keys,
	moveCursorTo,
	pane,
} from '../../support/program/app.ts';
import {openProgramOn} from '../../support/program/program-on-sandbox.ts';
import {openProgram, programFile, type Program} from '../../support/program/program.ts';
import {startTestSandbox} from '../../support/sandbox.ts';
import {maySmallDisk, smallDisk} from '../../support/small-disk.ts';
import {makeTree, treeOf, uniqueFiles} from '../../support/trees.ts';

const hasSmallDisks = process.platform === 'linux' && spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=64k none /mnt']).status === 0;

/** Runs a script whose configuration is on a small disk of its own: `small OPTIONS` makes it, `jottafm COMMAND` runs the program there; `later` lets the tokens of the service end. */
async function onSmallDisk({config, ready}: Program, script: string): Promise<string> {
	const functions = `
		DISK="$(dirname "$CONFIG")"
		small() { mount -t tmpfs -o "$1" none "$DISK"; }
		later() { "$NODE" -e 'fetch(process.env.URL + "/sandbox/clock", {method: "POST", body: JSON.stringify({advance: 10000})})'; }
		fill() { cat /dev/zero > "$DISK/filler" 2> /dev/null; }
		jottafm() { "$NODE" "$PROGRAM" "$1" --config-dir "$CONFIG" --server "$URL" $2 2>&1; echo "status $?"; }
	`;
	const {stdout} = spawn('unshare', ['-rm', 'sh', '-c', functions + script], {
		stdio: ['ignore', 'pipe', 'inherit'], env: {
			...process.env, CONFIG: config, NODE: process.execPath, PROGRAM: programFile, URL: ready.url, TOKEN: ready.loginToken,
		},
	});
	return textOf(stdout);
}

const statuses = (text: string) => text.match(/status \d+/gv);

function grants({log}: Program): readonly number[] {
	return log.filter(({path: address}) => address.endsWith('/token')).map(({status}) => status);
}

describe.skipIf(!hasSmallDisks)('a full disk', () => {
	it('is found out before a refresh token is spent; when there is room again, the same session goes on', async () => {
		const program = await openProgram({tokenTtl: 1});
		const text = await onSmallDisk(program, `
			small size=256k
			echo "$TOKEN" | jottafm login
			later
			fill
			jottafm about
			rm "$DISK/filler"
			jottafm about
		`);

		expect(text).toContain('Signed in as Ola Nordmann');
		expect(text).toContain('no room left');
		expect(statuses(text)).toEqual(['status 0', 'status 1', 'status 0']);
		expect(grants(program).filter(status => status !== 200)).toEqual([]);
		expect((await program.run(['accounts'])).out).toBe('');
	});

	it('is found out before the first login token is spent', async () => {
		const program = await openProgram();
		const text = await onSmallDisk(program, `
			small size=256k
			fill
			echo "$TOKEN" | jottafm login
			rm "$DISK/filler"
			echo "$TOKEN" | jottafm login
		`);

		expect(text).toContain('no room left');
		expect(text).toContain('Signed in as Ola Nordmann');
		expect(statuses(text)).toEqual(['status 1', 'status 0']);
		expect(grants(program)).toEqual([200]);
	});

	it.each([1, 2, 3, 4, 5, 6])('with room for %d files only spends a login token or leaves it, never loses it', async files => {
		const program = await openProgram();
		const text = await onSmallDisk(program, `
			small "size=1m,nr_inodes=$((${files} + 1))"
			echo "$TOKEN" | jottafm login
			mount -o remount,nr_inodes=100 "$DISK"
			jottafm ls jotta:
			echo "$TOKEN" | jottafm login
		`);

		const [first, list] = statuses(text) ?? [];
		expect(text).not.toContain('    at '); // a stack
		expect(grants(program)).toEqual(first === 'status 0' ? [200, 401] : [200]);
		expect(list).toBe(first === 'status 0' ? 'status 0' : 'status 3');
	});
});

describe.skipIf(!maySmallDisk)('a disk with the queue that fills up while files are copied', () => {
	it('is said on the screen, for as long as it lasts; then the copy goes on by itself', async () => {
		const small = await smallDisk(8_000_000);
		const sandbox = await startTestSandbox({latency: 400});
		const program = await openProgramOn(sandbox, {configIn: small.folder});
		await makeTree(path.join(program.folder, 'tree'), uniqueFiles(40));
		const terminal = program.openScreen([program.folder, 'jotta:']);
		await terminal.waitFor(() => pane(terminal, 'left').includes('tree/'));
		await moveCursorTo(terminal, 'tree');
		terminal.type(keys.F5);
		await terminal.waitFor('Copy tree/');
		terminal.type(keys.Enter);
		await terminal.waitFor(/[1-9] running/v);

		small.fill();
		await terminal.waitFor('The transfer queue cannot be written: is the disk full?');
		const [engine] = await program.engines();
		await terminal.waitFor('The queue goes on after that.');

		expect(await program.engines()).toEqual([engine]);
		small.empty();
		sandbox.state.limits.latency = 0;
		await terminal.waitFor('All transfers are done');
		expect(sandbox.log.filter(each => each.path.startsWith('/upload/'))).toHaveLength((await treeOf(path.join(program.folder, 'tree'))).length);
	});
});
