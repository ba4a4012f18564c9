import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {mkdir, open, stat} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {
	cloud,
	disk,
	openEngine,
	runJob,
} from '../../../support/engine.ts';

/*
JOTTAFM_LARGE_BYTES=4400000000 is beyond 4 GiB, and takes that room three times; the suite runs a small one.
*/
const size = Number(process.env.JOTTAFM_LARGE_BYTES ?? 24_000_007);

const marks = [0, Math.floor(size / 2), Math.min(4_294_967_296, size - 20_000), size - 5];

async function md5Of(file: string): Promise<string> {
	const hash = createHash('md5');
	for await (const chunk of createReadStream(file, {highWaterMark: 1_048_576})) {
		hash.update(chunk as Uint8Array);
	}

	return hash.digest('hex');
}

/** Takes no room on the disk but at its marks. */
async function makeSparse(file: string): Promise<void> {
	await mkdir(path.dirname(file), {recursive: true});
	const handle = await open(file, 'w');
	for (const [index, at] of marks.entries()) {
		await handle.write(`mark${index}`, at);
	}

	await handle.truncate(size);
	await handle.utimes(1_700_000_000, 1_700_000_000);
	await handle.close();
}

describe('a large file with holes', () => {
	it(`goes up and down whole, and after a break only the rest (${size} bytes)`, async () => {
		const {tools, folder, sandbox, files} = await openEngine();
		const film = path.join(folder, 'film.mkv');
		await makeSparse(film);
		const cut = Math.floor(size * 0.98);
		sandbox.setFaults(`POST /upload/* cut-after=${cut} times=1; GET *film.mkv?mode=bin cut-after=${cut} times=1`);

		const up = await runJob(tools, {sources: [disk(film)], target: cloud()});
		const down = await runJob(tools, {sources: [cloud('/film.mkv')], target: disk(path.join(folder, 'back'))});

		const back = path.join(folder, 'back', 'film.mkv');
		const {mtimeMs, birthtimeMs} = await stat(film);
		expect([up.failures, down.failures]).toEqual([[], []]);
		expect([up.sent, down.sent]).toEqual([size, size]); // what an earlier try has sent, too
		expect(await stat(back)).toMatchObject({size, mtimeMs});
		expect(await md5Of(back)).toBe(await md5Of(film));
		expect(await files.stat('/Jotta/Archive/film.mkv')).toMatchObject({size, modified: mtimeMs, created: Math.floor(Math.min(mtimeMs, birthtimeMs) / 1000) * 1000});
		const received = sandbox.log.filter(each => each.path.startsWith('/upload/')).reduce((sum, each) => sum + each.received, 0);
		const given = sandbox.log.filter(each => each.path.includes('film.mkv?mode=bin')).reduce((sum, each) => sum + each.sent, 0);
		expect(Math.max(received, given)).toBeLessThan(size * 1.5);
	}, 60_000 + (size / 1000));
});
