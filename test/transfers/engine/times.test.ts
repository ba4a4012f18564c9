import {execFileSync} from 'node:child_process';
import {mkdir, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {
	cloud,
	disk,
	openEngine,
	runJob,
} from '../../support/engine.ts';

const times = ['1902-01-01T00:00:00Z', '1965-03-04T05:06:07Z', '1969-12-31T23:59:58.5Z', '1969-12-31T23:59:58.9999999Z', '2050-06-07T08:09:10Z', '2200-05-06T07:08:09Z'];

/** Seconds since 1970, as they are on the disk. */
async function secondsOf(file: string): Promise<number> {
	const {mtimeNs} = await stat(file, {bigint: true});
	return Math.floor(Number(mtimeNs / 100n) / 1e7);
}

describe('a copy', () => {
	it('keeps the times of files to the second, long ago and far ahead, up and down and on the disk', async () => {
		const {tools, files, folder} = await openEngine();
		await mkdir(path.join(folder, 'old'));
		for (const [index, time] of times.entries()) {
			const file = path.join(folder, 'old', String(index));
			await writeFile(file, `content ${index}`);
			execFileSync('touch', ['-d', time, file]);
		}

		const up = await runJob(tools, {sources: [disk(path.join(folder, 'old'))], target: cloud()});
		const again = await runJob(tools, {sources: [disk(path.join(folder, 'old'))], target: cloud()});
		const down = await runJob(tools, {sources: [cloud('/old')], target: disk(path.join(folder, 'back'))});
		const aside = await runJob(tools, {sources: [disk(path.join(folder, 'old'))], target: disk(path.join(folder, 'aside'))});

		expect([up, again, down, aside].flatMap(({failures}) => failures)).toEqual([]);
		for (const [index, time] of times.entries()) {
			const wanted = Math.floor(Date.parse(time.replace('9999999', '999')) / 1000);
			expect((await files.stat(`/Jotta/Archive/old/${index}`)).modified).toBe(wanted * 1000);
			expect(await secondsOf(path.join(folder, 'back', 'old', String(index)))).toBe(wanted);
			expect(await secondsOf(path.join(folder, 'aside', 'old', String(index)))).toBe(wanted);
		}
	});
});
