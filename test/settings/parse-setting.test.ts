import {describe, expect, it} from 'vitest';
import {parseSetting} from '../../source/settings/parse-setting.ts';

describe('a setting that is typed', () => {
	it.each([
		['md5_memory_limit', '10M', 10_485_760],
		['md5_memory_limit', '1.5GiB', 1_610_612_736],
		['md5_memory_limit', '0', 0],
		['hard_delete', 'false', false],
		['transfers', '8', 8],
	] as const)('%s is read from %s', (name, text, value) => {
		expect(parseSetting(name, text)).toBe(value);
	});

	it.each([
		['transfers', '65'],
		['transfers', '1.5'],
		['transfers', 'four'],
		['overwrite', 'maybe'],
		['hard_delete', 'yes'],
		['hard_delete', '4k'],
		['transfers', '4k'],
		['md5_memory_limit', '-1'],
	] as const)('%s refuses %s', (name, text) => {
		expect(() => parseSetting(name, text)).toThrow(expect.objectContaining({code: 'usage'}) as Error);
	});
});
