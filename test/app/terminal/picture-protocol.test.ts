import {describe, expect, it} from 'vitest';
import {pictureProtocolOf} from '../../../source/app/terminal/picture-protocol.ts';

describe('how a terminal shows pictures', () => {
	it.each([
		[{TERM: 'xterm-kitty'}, 'kitty'],
		[{TERM: 'xterm-ghostty'}, 'kitty'],
		[{TERM: 'xterm-256color', KITTY_WINDOW_ID: '3'}, 'kitty'],
		[{TERM: 'xterm-256color', TERM_PROGRAM: 'ghostty'}, 'kitty'],
		[{TERM: 'xterm-256color', TERM_PROGRAM: 'iTerm.app'}, 'iterm2'],
		[{TERM: 'xterm-256color', TERM_PROGRAM: 'WezTerm'}, 'iterm2'],
		[{TERM: 'xterm-256color', LC_TERMINAL: 'iTerm2'}, 'iterm2'],
		[{TERM: 'xterm-256color', TERM_PROGRAM: 'Apple_Terminal'}, 'ask'],
		[{}, 'ask'],
		[{TERM: 'tmux-256color', LC_TERMINAL: 'iTerm2'}, undefined],
		[{TERM: 'screen.xterm-256color', KITTY_WINDOW_ID: '3'}, undefined],
		[{TERM: 'xterm-kitty', TMUX: '/tmp/tmux-1000/default,1,0'}, undefined],
		[{TERM: 'xterm-kitty', STY: '1.pts'}, undefined],
	] as const)('is read from %j: %s', (env, protocol) => {
		expect(pictureProtocolOf('auto', env)).toBe(protocol);
	});

	it('is what the setting says, whatever the terminal says', () => {
		expect(pictureProtocolOf('never', {TERM: 'xterm-kitty'})).toBeUndefined();
		expect(pictureProtocolOf('iterm2', {TERM: 'screen'})).toBe('iterm2');
		expect(pictureProtocolOf('kitty', {})).toBe('kitty');
	});
});
