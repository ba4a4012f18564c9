import {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import {exactWords} from '../../source/cli/exact-words.ts';

const word = (bytes: readonly number[]) => Buffer.from(bytes);
const lineOf = (words: readonly Buffer[]) => Buffer.concat(words.flatMap(each => [each, Buffer.from([0])]));

/** What becomes of typed words, with two of Node.js before them. */
function typed(words: readonly Buffer[], {files = [], isTold = true}: {readonly files?: readonly string[]; readonly isTold?: boolean} = {}) {
	return exactWords(words.map(each => each.toString('utf8')), {
		readBytes: () => isTold ? lineOf([Buffer.from('node'), Buffer.from('cli.js'), ...words]) : undefined,
		isFile: name => files.includes(name),
	});
}

describe('words of the command line', () => {
	it('keep the bytes that are no UTF-8', () => {
		expect(typed([Buffer.from('cp'), word([0x61, 0xFF]), Buffer.from('�'), Buffer.from('')])).toEqual(['cp', 'a\u{DCFF}', '�', '']);
	});

	it('are as Node.js reads them where the system does not tell', () => {
		expect(typed([word([0x61, 0xFF])], {isTold: false})).toEqual(['a�']);
	});

	it('stand for a name as --json prints it, unless a file is called so', () => {
		const printed = Buffer.from(JSON.stringify('a\u{DCFF}"\n'));

		expect(typed([printed])).toEqual(['a\u{DCFF}"\n']);
		expect(typed([Buffer.from('jotta:'), Buffer.from('jotta:a/')].map(folder => Buffer.concat([folder, printed])))).toEqual(['jotta:a\u{DCFF}"\n', 'jotta:a/a\u{DCFF}"\n']);
		expect(typed([printed], {files: [printed.toString('utf8')]})).toEqual([printed.toString('utf8')]);
	});

	it.each(['"plain"', String.raw`"no \json"`, String.raw`a"\n"`, '"'])('are nothing else: %s', text => {
		expect(typed([Buffer.from(text)])).toEqual([text]);
	});
});
