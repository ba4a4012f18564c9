import {Buffer} from 'node:buffer';

/*
The same small picture for every image, whatever size is asked for: that is what the service does (protocol.md 7.2, E41).
A grey square, written as a JPEG by hand: one component, one quantization table, two Huffman tables of a single code each.
*/
const side = 30; // pixels
const blocks = Math.ceil(side / 8) ** 2;

const segment = (marker: number, body: readonly number[]) => [0xFF, marker, 0, body.length + 2, ...body];
const oneCode = [1, ...Array.from({length: 15}, () => 0), 0]; // the code 0 means 0: no difference, or end of block

export const thumbnail = Buffer.from([
	0xFF,
	0xD8, // start of image
	...segment(0xE0, [...Buffer.from('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
	...segment(0xDB, [0, ...Array.from({length: 64}, () => 16)]), // quantization
	...segment(0xC0, [8, 0, side, 0, side, 1, 1, 0x11, 0]), // size, one component
	...segment(0xC4, [0x00, ...oneCode]), // codes of the blocks' means
	...segment(0xC4, [0x10, ...oneCode]), // and of the rest
	...segment(0xDA, [1, 1, 0, 0, 63, 0]),
	...Array.from({length: Math.ceil((blocks * 2) / 8)}, () => 0), // two bits a block
	0xFF,
	0xD9, // end of image
]);
