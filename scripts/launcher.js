#!/usr/bin/env node
/*
What `jottafm` runs, on whatever Node.js there is: with one that is too old it goes on with the newer one that
`npm install` has brought along, or says what is missing. Then the program itself, in main.js.
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
	// Compiled code is kept between starts, in a folder of the person's own: the system's temporary one is everybody's.
	enableCompileCache(path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'jottafm', 'compiled'));
	await import('./main.js');
}

/*
Where V8 puts what is new starts at 1 MB and doubles up to 32: a start collects garbage six times on the way, and a
folder of 100,000 leaves 100 MB of room behind that is never given back. Here it gets 16 at once, and stays there.
*/
function sizeYoungSpace() {
	setFlagsFromString('--semi-space-growth-factor=16');
	const observer = new PerformanceObserver(() => {
		const {space_size: size} = getHeapSpaceStatistics().find(({space_name: name}) => name === 'new_space');
		setFlagsFromString(`--semi-space-growth-factor=${size < 16_777_216 ? 2 : 1}`); // it is given back where nothing happens for long
	});
	observer.observe({entryTypes: ['gc']});
}

/** Gives the exit status, as a shell would tell it. */
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
		}, 1000).unref(); // to both as well, unless this one leads the session; a second one would cut a clean end short
	});
	const [status, signal] = await once(child, 'exit');
	return status ?? 128 + constants.signals[signal];
}
