import {describe, expect, it} from 'vitest';
import {kindOf} from '../../source/files/kinds.ts';

describe('what a person calls a file', () => {
	it.each([
		['IMG_1.JPG', 'picture'],
		['backup.tar.gz', 'archive'],
		['main.c', 'text'],
		['film.mkv', 'video'],
		['.gitignore', 'other'],
		['README', 'other'],
		['pdf', 'document'], // no ending, but that is what it most often is
		['', 'other'],
	])('%s is told by its ending: %s', (name, kind) => {
		expect(kindOf({name, kind: 'file'})).toBe(kind);
	});

	it('is told by what it is where it is no file', () => {
		expect([kindOf({name: 'photos.zip', kind: 'folder'}), kindOf({name: 'socket.jpg', kind: 'other'})]).toEqual(['folder', 'other']);
	});
});
