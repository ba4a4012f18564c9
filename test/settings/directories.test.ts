import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {resolveDirectories} from '../../source/settings/directories.ts';

describe('the folders of a configuration', () => {
	it('are all one folder when one is named, and other processes are told its whole path', () => {
		const {configDir, ...places} = resolveDirectories('of-my-own');

		const folder = path.resolve('of-my-own');
		expect(configDir).toBe(folder);
		expect(Object.values(places).every(place => place === folder || place.startsWith(`${folder}/`))).toBe(true);
	});

	it('are the platform’s own otherwise, and nobody is told of one', () => {
		const directories = resolveDirectories();

		expect(directories).not.toHaveProperty('configDir');
		expect(new Set([path.dirname(directories.settings), path.dirname(directories.database), path.dirname(directories.log)]).size).toBe(3);
	});
});
