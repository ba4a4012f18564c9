import {mkdir, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {foldLocalPath, takesCasesForOne} from '../../source/files/letter-case.ts';
import {temporaryFolder} from '../support/temp-files.ts';

/*
The disks of the machines that test have two names where the case differs: a link under the other name stands in for one
that has not.
*/
describe('a disk', () => {
	it('is asked by a name that is there, in the folder or of the folder, whether it tells cases apart', async () => {
		const folder = await temporaryFolder();
		await mkdir(path.join(folder, 'music', '2026'), {recursive: true});
		expect(await takesCasesForOne(path.join(folder, 'music', '2026', 'not there yet'))).toBe(false);

		await symlink('music', path.join(folder, 'MUSIC'));
		expect(await takesCasesForOne(path.join(folder, 'music', '2026'))).toBe(true);
		expect(await takesCasesForOne(path.join(folder, 'music', '2026', 'not there yet'))).toBe(true);

		for (let number = 1; number <= 20; number += 1) {
			await writeFile(path.join(folder, 'music', '2026', String(number)), ''); // names without letters say nothing
		}

		expect(await takesCasesForOne(path.join(folder, 'music', '2026'))).toBe(true);
		await writeFile(path.join(folder, 'music', '2026', 'song.flac'), 'a song');
		expect(await takesCasesForOne(path.join(folder, 'music', '2026'))).toBe(false);
		expect(await takesCasesForOne('/')).toBe(false);
	});

	it('that tells no cases apart takes accents for one, however they are composed', () => {
		expect(foldLocalPath('/a/Caf\u{E9}.txt')).toBe(foldLocalPath('/A/cafe\u{301}.TXT'));
		expect(foldLocalPath('/a/b')).not.toBe(foldLocalPath('/a/c'));
	});
});
