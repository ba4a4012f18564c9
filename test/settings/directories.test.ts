import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {editorOfEnvironment, hasDisplay, resolveDirectories} from '../../source/settings/directories.ts';

describe('a browser that is opened here', () => {
	it.each([
		['is seen on a Mac', 'darwin', {}, true],
		['is seen on Windows', 'win32', {}, true],
		['is seen on a desktop of X', 'linux', {DISPLAY: ':0'}, true],
		['is seen on a desktop of Wayland', 'linux', {WAYLAND_DISPLAY: 'wayland-0'}, true],
		['is not seen where no desktop runs', 'linux', {}, false],
		['is not seen over SSH, although X may be forwarded', 'linux', {SSH_CONNECTION: '192.0.2.1 50000 192.0.2.2 22', DISPLAY: 'localhost:10.0'}, false],
		['is not seen over SSH that only says its terminal', 'linux', {SSH_TTY: '/dev/pts/1', DISPLAY: 'localhost:10.0'}, false],
		['is not seen over SSH to a Mac', 'darwin', {SSH_CONNECTION: '192.0.2.1 50000 192.0.2.2 22'}, false],
	] as const)('%s', (_, platform, env, isSeen) => {
		expect(hasDisplay({platform, env})).toBe(isSeen);
	});
});

describe('the person’s editor', () => {
	it.each([
		[{VISUAL: 'code --wait', EDITOR: 'nano'}, 'code --wait'],
		[{EDITOR: ' nano '}, 'nano'],
		[{VISUAL: '  ', EDITOR: 'nano'}, 'nano'],
		[{VISUAL: '', EDITOR: ''}, 'vi'],
	])('for %j is %s', (environment, editor) => {
		expect(editorOfEnvironment(environment)).toBe(editor);
	});
});

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
