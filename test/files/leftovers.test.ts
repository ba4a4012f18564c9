import {spawnSync} from 'node:child_process';
import {mkdir, readdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {
	describe,
	expect,
	it,
	vi,
} from 'vitest';
import {clearLeftovers, temporaryName} from '../../source/files/leftovers.ts';
import {temporaryFolder} from '../support/temp-files.ts';

describe('what is left in the temporary folder', () => {
	it('goes when its process is gone, folders too, and nothing else does', async () => {
		const temporary = await temporaryFolder();
		vi.stubEnv('TMPDIR', temporary);
		const {pid} = spawnSync('true');
		await mkdir(path.join(temporary, `jottafm-passing-${pid}-abc`));
		await writeFile(path.join(temporary, `jottafm-passing-${pid}-abc`, 'film.mkv'), 'half');
		const mine = path.basename(`${temporaryName('passing')}abc`);
		const kept = [mine, `jottafm-reading-${pid}-abc`, `passing-${pid}-abc`, `jottafm-passing-${process.ppid}-abc`];
		for (const name of kept) {
			await writeFile(path.join(temporary, name), '');
		}

		await clearLeftovers('passing');

		expect((await readdir(temporary)).toSorted()).toEqual(kept.toSorted());
		vi.unstubAllEnvs();
	});
});
