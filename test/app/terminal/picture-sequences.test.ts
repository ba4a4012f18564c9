import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {itermPicture, kittyPlacement, kittyTransmission} from '../../../source/app/terminal/picture-sequences.ts';

const pictureOf = (bytes: Buffer, width = 1920, height = 1080) => ({
	protocol: 'kitty' as const, bytes, pixels: {width, height}, isReduced: false, row: 3, column: 1, columns: 78, rows: 18, cell: undefined,
});

// What a terminal can act on, but for the sequences' own beginnings and ends.
// eslint-disable-next-line no-control-regex, regexp/no-control-character -- as they are written
const own = /\u{1B}(?:[78]|\[\d+;\d+H|_G[\d,=A-Za-z]*(?:;[\w+\/]*={0,2})?\u{1B}\\|\]1337;[\d;=A-Za-z]*:[\w+\/]*={0,2}\u{7})/gv;

describe('a picture for a terminal', () => {
	it('is base64 whatever is in the file', () => {
		fc.assert(fc.property(fc.uint8Array({minLength: 1, maxLength: 9000}), content => {
			const picture = pictureOf(Buffer.from(content));
			const written = kittyTransmission(picture) + kittyPlacement(picture) + itermPicture(picture);

			expect(written.replaceAll(own, '')).toBe('');
		}), {numRuns: 30});
	});

	it('goes to kitty in pieces that are the file again', () => {
		const content = Buffer.alloc(10_000, 'a picture');

		const pieces = [...kittyTransmission(pictureOf(content)).matchAll(/_G(?<keys>[^;]*);(?<data>[\w+\/=]*)/gv)].map(({groups}) => groups!);

		expect(pieces.map(({keys}) => keys!.replace(/^.*m=/v, ''))).toEqual(['1', '1', '1', '0']);
		expect(pieces.every(({data}) => data!.length <= 4096)).toBe(true);
		expect(Buffer.from(pieces.map(({data}) => data).join(''), 'base64')).toEqual(content);
	});

	it.each([
		['wide', 4000, 1000, 'c=78'],
		['a photo', 4000, 3000, 'r=18'],
		['nearly as wide as the place', 2000, 1000, 'r=16'],
		['high', 1000, 4000, 'r=18'],
		['higher than anything', 1, 60_000, 'r=18'],
		['wider than anything', 60_000, 1, 'c=78'],
	])('keeps its proportions: %s', (_, width, height, scale) => {
		expect(kittyPlacement(pictureOf(Buffer.from('p'), width, height))).toContain(`,${scale}\u{1B}`);
	});

	it('takes the place that its pixels need where the terminal has said how many a cell has', () => {
		const cell = {width: 10, height: 20};
		const reduced = {...pictureOf(Buffer.from('p'), 400, 300), cell, isReduced: true};

		expect(kittyPlacement({...pictureOf(Buffer.from('p'), 480, 360), cell})).not.toMatch(/,[cr]=/v);
		expect(kittyPlacement(reduced)).toContain(',r=18\u{1B}');
		expect(kittyPlacement({...reduced, columns: 30})).toContain(',c=30\u{1B}');
		expect(itermPicture(reduced)).toContain('width=78;height=18');
	});

	it('is not enlarged when it is small', () => {
		expect(kittyPlacement(pictureOf(Buffer.from('p'), 32, 32))).not.toMatch(/,[cr]=/v);
		expect(itermPicture(pictureOf(Buffer.from('p'), 32, 32))).toContain('width=auto;height=auto');
		expect(itermPicture(pictureOf(Buffer.from('p')))).toContain('width=78;height=18');
	});
});
