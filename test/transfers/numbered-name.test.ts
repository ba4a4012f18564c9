import {describe, expect, it} from 'vitest';
import {numberedName} from '../../source/transfers/numbered-name.ts';

describe('the name of a file that is kept beside another', () => {
	it.each([
		['photo.jpg', 'photo (1).jpg'],
		['backup.tar.gz', 'backup.tar (1).gz'],
		['README', 'README (1)'],
		['.profile', '.profile (1)'],
		['a.b', 'a (1).b'],
	])('%s is %s', (name, numbered) => {
		expect(numberedName(name, 1)).toBe(numbered);
	});
});
