import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {fieldName, typedSegment} from '../../../../source/app/actions/files/typed-segment.ts';
import type {Location} from '../../../../source/files/location.ts';
import {hostileName} from '../../../support/hostile-names.ts';
import {standardNames} from '../../../support/names.ts';

const disk: Location = {kind: 'local', path: '/home/per'};
const cloud: Location = {kind: 'cloud', account: 'jotta', path: '/Jotta/Archive'};
const standIns = fc.array(fc.constantFrom('a', '␀', '／', '．', '‛', '\0', '/', '：', ':', '"', String.raw`\n`, '␊', '\n', '\u{DCE9}'), {minLength: 1, maxLength: 6}).map(pieces => pieces.join(''));
const fieldOf = (each: string, location: Location) => fieldName({name: each, segment: location.kind === 'cloud' ? standardNames.encode(each) : each}, {location, names: standardNames});
const name = fc.oneof(standIns, hostileName).filter(each => each.trim() !== '' && !/^\.\.?$|[\u{D800}-\u{DC7F}\u{DD00}-\u{DFFF}\u{FEFF}]/v.test(each) && standardNames.encode(each).length <= 255);

describe('the name in a field', () => {
	it('is in the cloud the one that is stored, however many stand-ins it has', () => {
		fc.assert(fc.property(name, each => {
			expect(typedSegment(fieldOf(each, cloud), cloud, standardNames)).toBe(standardNames.fromShown(each));
		}));
	});

	it('is on the disk the one that it has', () => {
		fc.assert(fc.property(name.map(each => each.replaceAll(/[\0\/]/gv, '_')), each => {
			expect(typedSegment(fieldOf(each, disk), disk, standardNames)).toBe(each);
		}));
	});

	it.each([
		['a slash and NUL', 'a/b\0c', 'a／b␀c', 'xa／b␀c'],
		['their stand-ins themselves', 'a／b␀c', 'a‛／b‛␀c', 'xa‛／b‛␀c'],
		['a control character', 'a\nb', 'a\nb', 'xa␊b'],
	])('keeps what is not edited: %s', (_, given, shown, stored) => {
		expect(fieldOf(given, cloud)).toBe(shown);
		expect(typedSegment(`x${shown}`, cloud, standardNames)).toBe(stored);
	});

	it('can be written as --json prints it, where it cannot be typed', () => {
		expect(typedSegment(String.raw`"a\nb\udce9"`, disk, standardNames)).toBe('a\nb\u{DCE9}');
		expect(typedSegment(String.raw`"a\nb\udce9"`, cloud, standardNames)).toBe('a␊b‛E9');
	});

	it.each([[disk, '.'], [cloud, '..'], [disk, String.raw`"\u002e."`], [disk, String.raw`"a\u0000"`], [disk, 'a/b'], [disk, String.raw`"a\/b"`]])('is refused where it cannot be one: %o %s', (place, text) => {
		expect(() => typedSegment(text, place, standardNames)).toThrow(/cannot be a name|cannot hold a slash/v);
	});
});
