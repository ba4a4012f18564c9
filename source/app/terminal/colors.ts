/** The colours that a terminal shows, and its background. */
export type Colors = {
	/** `basic`: the 16 that people can choose themselves; `many`: the 256 that look the same everywhere. */
	readonly depth: 'none' | 'basic' | 'many';
	readonly isLight: boolean; // the background
};

type ColorEnvironment = {
	readonly NO_COLOR?: string | undefined;
	readonly TERM?: string | undefined;
	readonly COLORTERM?: string | undefined;
	readonly COLORFGBG?: string | undefined;
};

/** Reads the environment. Terminals with 24-bit colours get the 256 as well: they take fewer bytes. */
export function colorsOf({NO_COLOR: refusal = '', TERM: terminal = '', COLORTERM: depth = '', COLORFGBG: colors = ''}: ColorEnvironment): Colors {
	const isLight = /;(?:7|15)$/v.test(colors); // `0;15`, `0;default;15`: the last one is the background
	if (refusal !== '' || isMonochrome.test(terminal)) {
		return {depth: 'none', isLight};
	}

	return {depth: depth === 'truecolor' || depth === '24bit' || /256color|direct/v.test(terminal) ? 'many' : 'basic', isLight};
}

const isMonochrome = /^dumb$|^vt\d|-m(?:ono)?$/v;
