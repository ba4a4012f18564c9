import {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import {createPictureLayer} from '../../../source/app/terminal/picture-layer.ts';
import {kittyRemoval} from '../../../source/app/terminal/picture-sequences.ts';
import type {PictureProtocol} from '../../../source/app/terminal/picture-protocol.ts';

const picture = {
	bytes: Buffer.from('a picture'), pixels: {width: 10, height: 10}, row: 3, column: 1, columns: 78, rows: 18,
};

function layerOf(protocol: PictureProtocol) {
	let repaints = 0;
	const layer = createPictureLayer(protocol, () => {
		repaints += 1;
	});
	return {...layer, repaints: () => repaints, frame: () => layer.remove() + layer.place()};
}

describe('the picture over the cells', () => {
	it('is written with one frame and with no other', () => {
		const layer = layerOf('kitty');
		expect(layer.frame()).toBe('');

		layer.want(picture);

		expect(layer.frame()).toMatch(/a=t.*a=p/v);
		expect(layer.frame()).toBe('');
		layer.want(undefined);
		expect(layer.frame()).toBe(kittyRemoval('i'));
		expect(layer.frame()).toBe('');
	});

	it('is not sent to kitty again while kitty has it', () => {
		const layer = layerOf('kitty');
		layer.want(picture);
		layer.frame();

		layer.want({...picture, row: 5});

		expect(layer.frame()).not.toContain('a=t');
		layer.want({...picture, bytes: Buffer.from('another')});
		expect(layer.frame()).toContain('a=t');
	});

	it('is written again when the terminal has been wiped', () => {
		const layer = layerOf('kitty');
		layer.want(picture);
		const first = layer.frame();

		layer.forget();

		expect(layer.frame()).toBe(first);
	});

	it('goes from iTerm2 by painting all again, once', () => {
		const layer = layerOf('iterm2');
		layer.want(picture);
		expect(layer.frame()).toContain(']1337;File=inline=1;');
		expect(layer.repaints()).toBe(0);

		layer.want(undefined);

		expect([layer.frame(), layer.frame()]).toEqual(['', '']);
		expect(layer.repaints()).toBe(1);
	});
});
