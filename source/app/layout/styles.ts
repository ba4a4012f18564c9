import type {Colors} from '../terminal/colors.ts';

/** How texts are highlighted. Without colours, inverse, bold and underline remain: every terminal has them. */
export type Styles = {
	readonly cursor: (text: string) => string;
	readonly quietCursor: (text: string) => string; // of the pane that is not active
	readonly marked: (text: string) => string;
	readonly folder: (text: string) => string;
	readonly quiet: (text: string) => string;
	readonly title: (text: string) => string;
	readonly warning: (text: string) => string;
	readonly good: (text: string) => string;
	readonly key: (text: string) => string;
	readonly picture: (text: string) => string; // light on dark, whatever the background
};

const styled = (open: string, close: string) => (text: string) => text === '' ? '' : `\u{1B}[${open}m${text}\u{1B}[${close}m`;
const colored = (code: string) => styled(code, '39');
const bold = styled('1', '22');
const plain = (text: string) => text;
const picture = styled('97;40', '39;49');

const attributes = {
	cursor: styled('7', '27'), quietCursor: styled('4', '24'), title: bold, key: styled('7', '27'),
};

const quiet = styled('2', '22');

const themes: Readonly<Record<Exclude<Theme, 'auto'>, Styles>> = {
	dark: {
		...attributes, marked: colored('33'), folder: colored('36'), quiet, warning: colored('31'), good: colored('32'), picture,
	},
	light: {
		...attributes, marked: colored('35'), folder: colored('34'), quiet, warning: colored('31'), good: colored('32'), picture,
	},
	contrast: {
		...attributes, cursor: styled('1;7', '22;27'), marked: styled('1;93', '22;39'), folder: styled('1;97', '22;39'), quiet: plain, warning: styled('1;91', '22;39'), good: styled('1;92', '22;39'), picture,
	},
	plain: {
		...attributes, marked: bold, folder: plain, quiet: plain, warning: bold, good: plain, picture: plain,
	},
};

/**
For terminals with 256 colours: these do not depend on the person's own 16, of which many are too pale on a light
background, and bright ones may be grey. On a dark background the person's own are fine, and take fewer bytes.
*/
const exact: Partial<Record<Theme, Styles>> = {
	light: {
		...themes.light, marked: colored('38;5;90'), folder: colored('38;5;25'), warning: colored('38;5;124'), good: colored('38;5;22'),
	},
	contrast: {
		...themes.contrast, marked: styled('1;38;5;226', '22;39'), folder: styled('1;38;5;231', '22;39'), warning: styled('1;38;5;203', '22;39'), good: styled('1;38;5;46', '22;39'),
	},
};

export type Theme = 'auto' | 'dark' | 'light' | 'contrast' | 'plain';

/** The theme in the colours that the terminal has; `auto` goes by its background. */
export function stylesFor(theme: Theme, {depth, isLight}: Colors): Styles {
	const chosen = theme === 'auto' ? (isLight ? 'light' : 'dark') : theme;
	return depth === 'none' ? themes.plain : ((depth === 'many' ? exact[chosen] : undefined) ?? themes[chosen]);
}
