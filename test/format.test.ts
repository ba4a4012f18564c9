import {describe, expect, it} from 'vitest';
import {
	counted,
	duration,
	longSize,
	shortSize,
	speed,
	timeOfDay,
} from '../source/format.ts';

describe('sizes', () => {
	it.each([[0, '0'], [999, '999'], [1000, '1K'], [30_800_000, '30.8M'], [99_960_000, '100M'], [999_600_000, '1G'], [14_600_000_000, '14.6G'], [5e12, '5T']])('%d is %s in a column', (bytes, text) => {
		expect(shortSize(bytes)).toBe(text);
		expect(text.length).toBeLessThanOrEqual(5);
	});

	it.each([[1, '1 byte'], [812, '812 bytes'], [30_800_000, '30.8 MB'], [1_100_000_000, '1.10 GB'], [999_500, '1.00 MB'], [123_400_000, '123 MB']])('%d is %s in a sentence', (bytes, text) => {
		expect(longSize(bytes)).toBe(text);
	});

	it('a speed is bytes a second', () => {
		expect(speed(18_400_000)).toBe('18.4 MB/s');
	});
});

describe('durations', () => {
	it.each([[0, '0s'], [12.4, '12s'], [59, '59s'], [240, '4m'], [7500, '2h 5m'], [259_200, '3d']])('%d seconds are %s', (seconds, text) => {
		expect(duration(seconds)).toBe(text);
	});
});

describe('a time of day', () => {
	it('has hours, minutes and seconds', () => {
		expect(timeOfDay(Date.UTC(2026, 3, 20, 12, 1, 4))).toBe('12:01:04');
	});
});

describe('counts', () => {
	it('say one thing and many things', () => {
		expect([counted(1, 'item'), counted(5000, 'file')]).toEqual(['1 item', '5,000 files']);
	});
});
