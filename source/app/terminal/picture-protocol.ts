/** How pictures are sent to a terminal: by the protocol of kitty (also ghostty) or iTerm2 (also WezTerm), or as sixels. */
export type PictureProtocol = 'iterm2' | 'kitty' | 'sixel';

/** What is known beforehand: a protocol, no pictures, or that the terminal has to be asked. */
export type PicturePreference = PictureProtocol | 'ask' | undefined;

/** Follows the setting; `auto` goes by the environment. No pictures inside tmux or screen: these do not pass them on. */
export function pictureProtocolOf(setting: PictureProtocol | 'auto' | 'never', env: Readonly<Record<string, string | undefined>>): PicturePreference {
	if (setting !== 'auto') {
		return setting === 'never' ? undefined : setting;
	}

	const {TERM = '', TERM_PROGRAM: program = ''} = env;
	if (env.TMUX !== undefined || env.STY !== undefined || /^(?:screen|tmux)/v.test(TERM)) {
		return undefined;
	}

	if (/^xterm-(?:kitty|ghostty)$/v.test(TERM) || env.KITTY_WINDOW_ID !== undefined || program === 'ghostty') {
		return 'kitty';
	}

	const isOverSsh = env.LC_TERMINAL === 'iTerm2'; // ssh passes this variable on
	return isOverSsh || program === 'iTerm.app' || program === 'WezTerm' ? 'iterm2' : 'ask';
}
