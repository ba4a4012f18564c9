/** How a terminal is given a picture: kitty's way (ghostty, too), iTerm2's (WezTerm, too), or as sixels. */
export type PictureProtocol = 'iterm2' | 'kitty' | 'sixel';

/** What is known beforehand; `ask`: only the terminal itself can tell. */
export type PicturePreference = PictureProtocol | 'ask' | undefined;

/** What the setting says; `auto` believes what the terminal says of itself, but for one inside tmux or screen, which keep pictures to themselves. */
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

	const isOverSsh = env.LC_TERMINAL === 'iTerm2'; // the one that ssh passes on
	return isOverSsh || program === 'iTerm.app' || program === 'WezTerm' ? 'iterm2' : 'ask';
}
