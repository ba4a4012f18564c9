import {execFileSync, spawnSync} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import {startTestSandbox} from '../sandbox.ts';
import {programFile, type Result} from './program.ts';
import {openProgramOn} from './program-on-sandbox.ts';

const nobody = process.getuid?.() === 0 ? 65_534 : undefined; // root may look at everything, and write everywhere

/** False where the tests run as root, and nobody else can read the program. */
export const canBeNobody = nobody === undefined || spawnSync(process.execPath, [programFile, '--version'], {uid: nobody, gid: nobody}).status === 0;

if (!canBeNobody) {
	console.error('\nNOT TESTED: what one may not look at or write. The tests run as root, and nobody else can read the program here.\n');
}

type ForNobody = {
	readonly folder: string;
	readonly run: (...words: readonly string[]) => Promise<Result>;
	/** To be called when the files are made, before the first run. */
	readonly giveAway: () => void;
};

/** The program on a sandbox, run by a user whom modes of files concern. */
export async function openForNobody(): Promise<ForNobody> {
	const {folder, config, run} = await openProgramOn(await startTestSandbox());
	return {
		folder,
		run: async (...words) => run(words, {...(nobody !== undefined && {user: nobody})}),
		giveAway() {
			if (nobody !== undefined) {
				execFileSync('chown', ['-R', String(nobody), path.dirname(config), folder]);
			}
		},
	};
}
