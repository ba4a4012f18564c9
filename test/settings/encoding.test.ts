import {describe, expect, it} from 'vitest';
import {isEncoding, standardEncoding} from '../../source/settings/encoding.ts';

describe('an encoding of names', () => {
	it.each([standardEncoding, 'Slash,InvalidUtf8,Dot', 'Dot,Hash,Slash,InvalidUtf8'])('may be %s', text => {
		expect(isEncoding(text)).toBe(true);
	});

	it.each(['', 'Slash', 'InvalidUtf8,Dot', 'Slash,Dot', 'Slash,InvalidUtf8', 'Slash,InvalidUtf8,Dot,Nothing', 'Slash, InvalidUtf8, Dot'])('may not be “%s”', text => {
		expect(isEncoding(text)).toBe(false);
	});
});
