import type {KnipConfig} from 'knip';

/* What is exported, installed or lying about, and nobody uses. */
const config: KnipConfig = {
	entry: [
		'cli.tsx',
		'source/transfers/engine/main.ts', // a process of its own, started by its file name
		'source/jotta/sign-in/renewal-process.ts', // the same
	],
	ignoreUnresolved: ['./main.js'], // the launcher stands beside it in dist/
	exclude: ['binaries'], // tests call what a machine has: openssl, mount, rclone
};

export default config;
