import {open, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {
	isSameSecond,
	nearestTime,
	setTimes,
	wholeMilliseconds,
} from '../../source/files/times.ts';
import {temporaryFolder} from '../support/temp-files.ts';

const times = ['1902-01-01T00:00:00Z', '1965-03-04T05:06:07Z', '1969-12-31T23:59:58.500Z', '1969-12-31T23:59:59Z', '1970-01-01T00:00:00Z', '2026-03-04T05:06:07Z', '2038-01-19T03:14:08Z', '2200-05-06T07:08:09Z'];

describe('the time of a file', () => {
	it.each(times)('is set to %s by its path and by its handle', async time => {
		const file = path.join(await temporaryFolder(), 'file');
		await writeFile(file, 'x');
		const wanted = Date.parse(time);

		await setTimes(file, wanted);
		expect((await stat(file)).mtimeMs).toBe(wanted);

		await setTimes(file, 0);
		const handle = await open(file, 'r+');
		await setTimes(handle, wanted, 86_400_000);
		await handle.close();
		expect(await stat(file)).toMatchObject({mtimeMs: wanted, atimeMs: 86_400_000});
	});

	it('has nearest ones beyond what a Date holds, and is never cut towards 1970', () => {
		expect([nearestTime(1e20), nearestTime(-1e20), nearestTime(-1.5)]).toEqual([8_640_000_000_000_000, -8_640_000_000_000_000, -2]);
	});
});

describe('nanoseconds as milliseconds', () => {
	it.each([[0n, 0], [999_999n, 0], [1_000_000n, 1], [-1n, -1], [-1_000_000n, -1], [-1_000_001n, -2], [-1_500_000_000n, -1500]])('are %s as %d', (nanoseconds, milliseconds) => {
		expect(wholeMilliseconds(nanoseconds)).toBe(milliseconds);
	});
});

describe('two times of files', () => {
	it('are one within a second, as the service keeps them; one that is not known is another than any', () => {
		expect([isSameSecond(1000, 1999), isSameSecond(1999, 2000), isSameSecond(undefined, undefined)]).toEqual([true, false, true]);
		expect([isSameSecond(undefined, 0), isSameSecond(-1, 0)]).toEqual([false, false]);
	});
});
