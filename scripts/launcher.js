#!/usr/bin/env node
/*
The command `jottafm`. It loads the program itself, main.js. When Node.js is too old, it starts the newer one that
`npm install` has brought along, or says what is missing.
*/
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {constants, homedir} from 'node:os';
import path from 'node:path';
import {PerformanceObserver} from 'node:perf_hooks';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {getHeapSpaceStatistics, setFlagsFromString} from 'node:v8';

const oldest = 24;

if (Number(process.versions.node.split('.', 1)[0]) >= oldest) {
	await start();
} else {
	process.exitCode = await startWithNewer();
}

async function start() {
	const {enableCompileCache} = await import('node:module');
	sizeYoungSpace();
	// Compiled code is kept between starts, in the person's own folder: anybody can write to the system's temporary one.
	enableCompileCache(path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'jottafm', 'compiled'));
	await import('./main.js');
}

/*
V8's space for new objects starts at 1 MB and doubles up to 32 MB. So a start collects garbage six times, and a folder of
100,000 files leaves 100 MB that V8 never gives back. Here the space gets 16 MB at once, and stays at that.
*/
function sizeYoungSpace() {
	setFlagsFromString('--semi-space-growth-factor=16');
	const observer = new PerformanceObserver(() => {
		const {space_size: size} = getHeapSpaceStatistics().find(({space_name: name}) => name === 'new_space');
		setFlagsFromString(`--semi-space-growth-factor=${size < 16_777_216 ? 2 : 1}`); // V8 shrinks it after a long idle time
	});
	observer.observe({entryTypes: ['gc']});
}

/** Returns the exit status as a shell would. */
async function startWithNewer() {
	const newer = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
	if (!existsSync(newer)) {
		process.stderr.write(`jottafm needs Node.js ${oldest} or newer; this is ${process.version}. Install a newer one, or run npm start in the folder of the project.\n`);
		return 1;
	}

	const child = spawn(newer, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {stdio: 'inherit'});
	process.on('SIGINT', () => {}); // the terminal sends it to both
	process.on('SIGTERM', () => {
		child.kill('SIGTERM');
	});
	process.on('SIGHUP', () => {
		setTimeout(() => {
			child.kill('SIGHUP');
		}, 1000).unref(); // also to both, unless this process leads the session; a second one would cut a clean end short
	});
	const [status, signal] = await once(child, 'exit');
	return status ?? 128 + constants.signals[signal];
}
