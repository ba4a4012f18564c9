import {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import {copyText} from '../../../source/app/terminal/clipboard.ts';

async function copied(text: string, hasDesktop: boolean): Promise<{readonly way: string; readonly bytes: Buffer}> {
	let written = '';
	const way = await copyText(text, {
		hasDesktop,
		write(sequence) {
			written += sequence;
		},
	});
	return {way, bytes: Buffer.from(/^\u{1B}\]52;c;(?<text>.*)\u{7}$/v.exec(written)!.groups!.text!, 'base64')}; // eslint-disable-line no-control-regex, regexp/no-control-character -- it is what is written
}

describe('the terminal’s clipboard', () => {
	it('gets a text as it is, and it is said that nobody knows whether it took it', async () => {
		const {way, bytes} = await copied('写真\u{1B}[2J', false);

		expect(bytes.toString()).toBe('写真\u{1B}[2J');
		expect(way).toContain('if it lets programs do that');
	});

	it.each([true, false])('gets the very bytes of a name that is not UTF-8, desktop or not (%s)', async hasDesktop => {
		const {bytes} = await copied('caf\u{DCE9}', hasDesktop);

		expect([...bytes]).toEqual([0x63, 0x61, 0x66, 0xE9]);
	});
});
