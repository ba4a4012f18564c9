import {describe, expect, it} from 'vitest';
import {
	baseSegment,
	isSameLocation,
	isSameSegment,
	joinPath,
	nearestParent,
	parentPath,
	type Location,
} from '../../source/files/location.ts';

const disk = (path: string): Location => ({kind: 'local', path});
const cloud = (path: string, account = 'jotta'): Location => ({kind: 'cloud', account, path});

describe('a path', () => {
	it('has a folder that holds it, up to the top', () => {
		expect(['/a/b/c', '/a', '/'].map(path => parentPath(path))).toEqual(['/a/b', '/', '/']);
		expect(['/a/b/c', '/a', '/'].map(path => baseSegment(path))).toEqual(['c', 'a', '']);
		expect([joinPath('/', 'a'), joinPath('/a', 'b')]).toEqual(['/a', '/a/b']);
	});

	it('that is gone is looked for from its parent, which the top has not', () => {
		expect(nearestParent(disk('/a/b'))).toEqual({location: disk('/a'), from: 'b'});
		expect(nearestParent(cloud('/'))).toBeUndefined();
	});
});

describe('two places', () => {
	it.each([
		['the same path of the disk', disk('/a'), disk('/a'), true],
		['another case of the disk', disk('/a'), disk('/A'), false],
		['another case of the cloud', cloud('/Jotta/a'), cloud('/jotta/A'), true],
		['another path of the cloud', cloud('/Jotta/a'), cloud('/Jotta/b'), false],
		['another account', cloud('/Jotta/a'), cloud('/Jotta/a', 'work'), false],
		['the same path of the disk and the cloud', disk('/a'), cloud('/a'), false],
		['the same path of the cloud and the disk', cloud('/a'), disk('/a'), false],
	])('are one, or not: %s', (_, one, other, isOne) => {
		expect(isSameLocation(one, other)).toBe(isOne);
	});

	it('have names that are one in another case only in the cloud', () => {
		expect(isSameSegment(cloud('/'), 'a', 'A')).toBe(true);
		expect(isSameSegment(disk('/'), 'a', 'A')).toBe(false);
		expect(isSameSegment(disk('/'), 'a', 'a')).toBe(true);
		expect(isSameSegment(cloud('/'), 'a', 'b')).toBe(false);
	});
});
