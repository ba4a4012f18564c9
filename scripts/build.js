/*
Bundles the program into dist/: cli.js (the command, which loads main.js), engine.js (the transfer engine, a process of its
own), renew.js (renews tokens, out of the terminal's reach), hash-worker.js and follow-worker.js (MD5 off the main thread),
and search-worker.js (the viewer’s search, likewise).
Shared code lands in chunks beside them, so that a command loads only what it needs: only the app loads Ink and React.
*/
import path from 'node:path';
import process from 'node:process';
import {
	chmod,
	copyFile,
	readFile,
	rm,
} from 'node:fs/promises';
import {build} from 'esbuild';

await rm('dist', {recursive: true, force: true});

const entryPoints = {
	main: 'cli.tsx',
	engine: 'source/transfers/engine/main.ts',
	renew: 'source/jotta/sign-in/renewal-process.ts',
	'hash-worker': 'source/transfers/hash/hash-worker.ts',
	'follow-worker': 'source/transfers/hash/follow-worker.ts',
	'search-worker': 'source/files/text-search/search-worker.ts',
};

/*
Ink measures every line with string-width, which looks at each grapheme of a line that holds a single box character.
Ours knows the characters that are always one cell wide, and asks string-width for the rest.
*/
const ourTextWidth = {
	name: 'our-text-width',
	setup({onResolve, onLoad}) {
		/* eslint-disable require-unicode-regexp -- esbuild's filters know no flags */
		onResolve({filter: /^string-width$/}, ({importer}) => importer.endsWith('text-width.ts') ? undefined : {path: 'string-width', namespace: 'ours'});
		onLoad({filter: /./, namespace: 'ours'}, () => ({contents: 'export {textWidth as default} from \'./source/app/text/text-width.ts\';', resolveDir: process.cwd(), loader: 'ts'}));
		/* eslint-enable require-unicode-regexp */
	},
};

/* What is slow to load and needed late or seldom must not delay the first frame. */
const loadedLater = {
	name: 'loaded-later',
	setup({onResolve, onLoad}) {
		/* eslint-disable require-unicode-regexp -- esbuild's filters know no flags */
		// Its patterns list all emoji: 20 ms, and most names need none.
		onResolve({filter: /^string-width$/}, ({importer}) => importer.endsWith('text-width.ts') ? {path: 'string-width', namespace: 'later'} : undefined);
		// A request needs little of undici: no mocks, caches or fetch. The event socket's part is loaded by import().
		onResolve({filter: /^undici$/}, ({kind}) => ({path: kind === 'dynamic-import' ? 'socket' : 'requests', namespace: 'later'}));
		onLoad({filter: /./, namespace: 'later'}, ({path: name}) => ({contents: later[name], resolveDir: process.cwd()}));
		/* eslint-enable require-unicode-regexp */
	},
};

const later = {
	'string-width': `
		let stringWidth;
		export default text => {
			stringWidth ??= require('./node_modules/string-width/index.js').default;
			return stringWidth(text);
		};`,
	requests: `
		import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
		import api from 'undici/lib/api/index.js';
		Object.assign(Dispatcher.prototype, api); // as its own index does
		export {default as Agent} from 'undici/lib/dispatcher/agent.js';
		export {default as EnvHttpProxyAgent} from 'undici/lib/dispatcher/env-http-proxy-agent.js';
		export {default as Pool} from 'undici/lib/dispatcher/pool.js';
		export {default as errors} from 'undici/lib/core/errors.js';`,
	socket: 'export {WebSocket} from \'undici/lib/web/websocket/websocket.js\';',
};

/* conf without what it does not need here, or must not do. */
const ourConf = {
	name: 'our-conf',
	setup({onResolve, onLoad}) {
		/* eslint-disable require-unicode-regexp -- esbuild's filters know no flags */
		// Without a schema it needs no ajv. when-exit sends each signal a second time, and so would cut a clean end short;
		// it removes temporary files of interrupted writes, but conf's writes are synchronous.
		onResolve({filter: /^(?:ajv\/dist\/2020\.js|ajv-formats|when-exit)$/}, ({path: name}) => ({path: name, namespace: 'unused'}));
		onLoad({filter: /./, namespace: 'unused'}, () => ({contents: 'export class Ajv2020 {} export default () => {};'}));
		// In a terminal that a snap has started it writes in place: a full disk would leave an empty file.
		onLoad({filter: /\/conf\/dist\/source\/index\.js$/}, async ({path: file}) => ({contents: (await readFile(file, 'utf8')).replaceAll('process.env.SNAP', 'false')}));
		/* eslint-enable require-unicode-regexp */
	},
};

/** The slow part of Ink's rendering is replaced by ours: see the file itself. */
const ourOutput = {
	name: 'our-output',
	setup({onResolve}) {
		// eslint-disable-next-line require-unicode-regexp -- esbuild's filters know no flags
		onResolve({filter: /^\.\/output\.js$/}, ({importer}) => importer.endsWith('ink/build/renderer.js') ? {path: path.resolve('source/app/terminal/ink-output.ts')} : undefined);
	},
};

await build({
	plugins: [loadedLater, ourTextWidth, ourConf, ourOutput],
	entryPoints,
	outdir: 'dist',
	bundle: true,
	splitting: true,
	format: 'esm',
	platform: 'node',
	target: 'node24',
	jsx: 'automatic',
	minifySyntax: true,
	external: ['react-devtools-core', 'sharp'], // one is for development, the other is native and may be missing
	define: {'process.env.NODE_ENV': '"production"'},
	// Some dependencies are CommonJS: they require() Node's own modules and use their file name.
	banner: {js: 'import {createRequire as __createRequire} from \'node:module\';const require=__createRequire(import.meta.url);const __filename=import.meta.filename;const __dirname=import.meta.dirname;'},
	logLevel: 'warning',
});

await copyFile(new URL('launcher.js', import.meta.url), 'dist/cli.js');
await chmod('dist/cli.js', 0o755);
