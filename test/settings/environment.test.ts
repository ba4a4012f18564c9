import {describe, expect, it} from 'vitest';
import {editorOfEnvironment, hasDisplay} from '../../source/settings/environment.ts';

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
