import {describe, expect, it} from 'vitest';
import {stylesFor, type Theme} from '../../../source/app/layout/styles.ts';
import {colorsOf} from '../../../source/app/terminal/colors.ts';

type Environment = Parameters<typeof colorsOf>[0];

const xterm = {TERM: 'xterm-256color'};
const console16 = {TERM: 'linux'};

/** The environment and the setting, and how a folder and a warning are written then. */
const table: ReadonlyArray<readonly [environment: Environment, theme: Theme, folder: string, warning: string]> = [
	[xterm, 'auto', '36', '31'],
	[xterm, 'dark', '36', '31'],
	[xterm, 'light', '38;5;25', '38;5;124'],
	[xterm, 'contrast', '1;38;5;231', '1;38;5;203'],
	[xterm, 'plain', '', '1'],
	[console16, 'auto', '36', '31'],
	[console16, 'light', '34', '31'],
	[console16, 'contrast', '1;97', '1;91'],
	[console16, 'plain', '', '1'],
	[{TERM: 'tmux', COLORTERM: 'truecolor'}, 'light', '38;5;25', '38;5;124'],
	[{TERM: 'konsole', COLORTERM: '24bit'}, 'light', '38;5;25', '38;5;124'],
	[{TERM: 'xterm-direct'}, 'light', '38;5;25', '38;5;124'],
	[{TERM: 'xterm', COLORTERM: 'yes'}, 'light', '34', '31'],
	[{...xterm, COLORFGBG: '0;15'}, 'auto', '38;5;25', '38;5;124'],
	[{...xterm, COLORFGBG: '0;default;15'}, 'auto', '38;5;25', '38;5;124'],
	[{...console16, COLORFGBG: '0;7'}, 'auto', '34', '31'],
	[{...xterm, COLORFGBG: '15;0'}, 'auto', '36', '31'],
	[{...xterm, COLORFGBG: '12;8'}, 'auto', '36', '31'],
	[{...xterm, COLORFGBG: 'default;default'}, 'auto', '36', '31'],
	[{...xterm, COLORFGBG: '0;15'}, 'dark', '36', '31'],
	[{...xterm, NO_COLOR: '1'}, 'contrast', '', '1'],
	[{
		...xterm, COLORTERM: 'truecolor', COLORFGBG: '0;15', NO_COLOR: '1',
	}, 'auto', '', '1'],
	[{...xterm, NO_COLOR: ''}, 'auto', '36', '31'],
	[{TERM: 'vt220'}, 'auto', '', '1'],
	[{TERM: 'xterm-mono'}, 'dark', '', '1'],
	[{TERM: 'dumb'}, 'contrast', '', '1'],
	[{}, 'auto', '36', '31'],
];

/** The parameters that a text is begun with. */
function codesOf(text: string): string {
	return text.startsWith('\u{1B}[') ? text.slice(2, text.indexOf('m')) : '';
}

describe('the colours', () => {
	it.each(table)('of %j with the theme %s: a folder %j, a warning %j', (environment, theme, folder, warning) => {
		const styles = stylesFor(theme, colorsOf(environment));

		expect(codesOf(styles.folder('x'))).toBe(folder);
		expect(codesOf(styles.warning('x'))).toBe(warning);
	});

	it('never take the cursor away: it is inverse in all of them', () => {
		const cursors = table.map(([environment, theme]) => codesOf(stylesFor(theme, colorsOf(environment)).cursor('x')).split(';'));

		expect(cursors.filter(codes => !codes.includes('7'))).toEqual([]);
	});
});
