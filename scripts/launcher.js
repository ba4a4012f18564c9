#!/usr/bin/env node
/*
The command `jottafm`. It loads the program itself, main.js. When Node.js is too old, it starts the newer one that
`npm install` has brought along, or says what is missing.
*/
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {
	chmodSync,
	existsSync,
	lstatSync,
	mkdirSync,
	rmSync,
} from 'node:fs';
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
	process.on('SIGUSR1', () => {}); // else Node.js would open its debugger; whoever ends by it listens, too
	const {enableCompileCache} = await import('node:module');
	sizeYoungSpace();
	try {
		homedir();
	} catch {
		process.env.HOME = ''; // the user is not known here: the program says that there is no home folder
	}

	keepCompiled(enableCompileCache);
	await import('./main.js');
}

/*
Compiled code is kept between starts, in a folder of the person's own: it is run without being looked at. So what is there is
used only where nobody else can have put it: what others could write is thrown away, and a folder of somebody else is left alone.
*/
function keepCompiled(enableCompileCache) {
	const before = process.umask(0o077); // Node.js makes folders below it
	try {
		const folder = path.join(cacheFolder(), 'jottafm');
		mkdirSync(folder, {recursive: true, mode: 0o700});
		const facts = lstatSync(folder);
		if (!facts.isDirectory() || facts.uid !== (process.geteuid?.() ?? facts.uid)) {
			return;
		}

		if (process.platform !== 'win32' && (facts.mode & 0o077) !== 0) { // eslint-disable-line no-bitwise -- file modes are bits
			chmodSync(folder, 0o700);
			rmSync(path.join(folder, 'compiled'), {recursive: true, force: true});
		}

		enableCompileCache(path.join(folder, 'compiled'));
	} catch {
		// It starts without, only later.
	} finally {
		process.umask(before);
	}
}

/** As the XDG specification says: a relative path counts as none. */
function cacheFolder() {
	const {XDG_CACHE_HOME: cache = ''} = process.env;
	const folder = path.isAbsolute(cache) ? cache : path.join(homedir(), '.cache');
	if (!path.isAbsolute(folder)) {
		throw new Error('no home folder');
	}

	return folder;
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
	for (const signal of ['SIGTERM', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGALRM', 'SIGABRT']) {
		process.on(signal, () => {
			child.kill(signal);
		});
	}

	process.on('SIGHUP', () => {
		setTimeout(() => {
			child.kill('SIGHUP');
		}, 1000).unref(); // also to both, unless this process leads the session; a second one would cut a clean end short
	});
	const [status, signal] = await once(child, 'exit');
	return status ?? 128 + constants.signals[signal];
}
