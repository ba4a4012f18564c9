import {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import {createPictureLayer} from '../../../source/app/terminal/picture-layer.ts';
import {kittyRemoval} from '../../../source/app/terminal/picture-sequences.ts';
import type {PictureProtocol} from '../../../source/app/terminal/picture-protocol.ts';

const pictureFor = (protocol: PictureProtocol) => ({
	protocol, bytes: Buffer.from('a picture'), pixels: {width: 10, height: 10}, isReduced: false, row: 3, column: 1, columns: 78, rows: 18, cell: undefined,
});
const picture = pictureFor('kitty');

function openLayer() {
	let repaints = 0;
	const layer = createPictureLayer(() => {
		repaints += 1;
	});
	return {...layer, repaints: () => repaints, frame: () => layer.remove() + layer.place()};
}

describe('the picture over the cells', () => {
	it('is written with one frame and with no other', () => {
		const layer = openLayer();
		expect(layer.frame()).toBe('');

		layer.setPicture(picture);

		expect(layer.frame()).toMatch(/a=t.*a=p/v);
		expect(layer.frame()).toBe('');
		layer.setPicture(undefined);
		expect(layer.frame()).toBe(kittyRemoval('i'));
		expect(layer.frame()).toBe('');
	});

	it('is not sent to kitty again while kitty has it', () => {
		const layer = openLayer();
		layer.setPicture(picture);
		layer.frame();

		layer.setPicture({...picture, row: 5});

		expect(layer.frame()).not.toContain('a=t');
		layer.setPicture({...picture, bytes: Buffer.from('another')});
		expect(layer.frame()).toContain('a=t');
	});

	it('is written again when the terminal has been wiped', () => {
		const layer = openLayer();
		layer.setPicture(picture);
		const first = layer.frame();

		layer.forget();

		expect(layer.frame()).toBe(first);
	});

	it.each([['iterm2', '\u{1B}]1337;File=inline=1;'], ['sixel', '\u{1B}7\u{1B}[4;2Ha picture\u{1B}8']] as const)('goes from the cells (%s) by painting all again, once', (protocol, written) => {
		const layer = openLayer();
		layer.setPicture(pictureFor(protocol));
		expect(layer.frame()).toContain(written);
		expect(layer.repaints()).toBe(0);

		layer.setPicture(undefined);

		expect([layer.frame(), layer.frame()]).toEqual(['', '']);
		expect(layer.repaints()).toBe(1);
	});
});
