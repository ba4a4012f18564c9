import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createNameCodec} from '../../source/jotta/name-codec.ts';
import {encodingParts} from '../../source/settings/encoding.ts';

describe('names under another encoding', () => {
	it.each([
		['Slash,InvalidUtf8,Dot', '50%: a?', '50%: a?'],
		['Slash,LtGt,DoubleQuote,Colon,Question,Asterisk,Pipe,Del,Ctl,InvalidUtf8,Dot', '50%: ％', '50%： ％'],
		['Slash,Hash,BackSlash,SquareBracket,InvalidUtf8,Dot', String.raw`#1 [a\b]`, '＃1 ［a＼b］'],
		['Slash,InvalidUtf8,Dot', 'a/b', 'a／b'],
	])('%s stores %j as %j, and gives it back', (encoding, name, stored) => {
		const {encode, decode} = createNameCodec(encoding);

		expect(encode(name)).toBe(stored);
		expect(decode(stored)).toBe(name);
	});

	it('come back whatever the parts are', () => {
		fc.assert(fc.property(fc.subarray([...encodingParts.keys()]), fc.string({unit: 'binary', minLength: 1}), (parts, name) => {
			const {encode, decode} = createNameCodec([...new Set([...parts, 'Slash', 'InvalidUtf8', 'Dot'])].join(','));
			expect(decode(encode(name))).toBe(name);
		}));
	});
});
