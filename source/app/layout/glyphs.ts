/** The characters that show a state; colour only repeats it. */
export type Glyphs = {
	readonly mark: string;
	readonly problem: string;
	readonly same: string;
	readonly differs: string;
	readonly onlyLeft: string;
	readonly onlyRight: string;
	readonly unknown: string;
	readonly rule: string;
	readonly divider: string;
	readonly tee: string; // where the rule above meets the divider
	readonly foot: string; // where the rule below does
	readonly crumb: string;
	readonly online: string;
	readonly offline: string;
	readonly silent: string;
	readonly up: string;
	readonly down: string;
	readonly both: string;
	readonly done: string;
	readonly failed: string;
	readonly asks: string;
	readonly ascending: string;
	readonly descending: string;
	readonly full: string;
	readonly empty: string;
	readonly pointer: string;
	readonly corners: readonly [string, string, string, string];
	readonly dot: string;
	readonly secret: string; // in place of a character of a secret
	readonly arrow: string;
	readonly branch: string; // of a tree
	readonly lastBranch: string;
};

const unicode: Glyphs = {
	mark: '*', problem: '!', same: '=', differs: '≠', onlyLeft: '+', onlyRight: '>', unknown: '·', rule: '─', divider: '│', tee: '┬', foot: '┴', crumb: '›', online: '●', offline: '○', silent: '◌',
	up: '↑', down: '↓', both: '⇅', done: '✓', failed: '✗', asks: '?', ascending: '↑', descending: '↓',
	full: '█', empty: '░', pointer: '▸', corners: ['┌', '┐', '└', '┘'], dot: '·', secret: '•', arrow: '→', branch: '├', lastBranch: '└',
};

const ascii: Glyphs = {
	mark: '*', problem: '!', same: '=', differs: '#', onlyLeft: '+', onlyRight: '>', unknown: '.', rule: '-', divider: '|', tee: '+', foot: '+', crumb: '>', online: '*', offline: 'o', silent: '.',
	up: '^', down: 'v', both: '=', done: '+', failed: 'x', asks: '?', ascending: '^', descending: 'v',
	full: '#', empty: '.', pointer: '>', corners: ['+', '+', '+', '+'], dot: '-', secret: '*', arrow: '->', branch: '|', lastBranch: '`',
};

/** The characters for a terminal that shows Unicode, or only ASCII. */
export function glyphsFor(set: 'unicode' | 'ascii'): Glyphs {
	return set === 'unicode' ? unicode : ascii;
}

/** A share from 0 to 1 as a bar: `███████░░░`. */
export function bar(share: number, cells: number, {full, empty}: Glyphs): string {
	const filled = Math.max(0, Math.min(cells, Math.round(share * cells)));
	return full.repeat(filled) + empty.repeat(cells - filled);
}

/** The setting; `auto` goes by the locale, such as `en_US.UTF-8`. */
export function glyphsOf(setting: 'auto' | 'unicode' | 'ascii', locale = ''): 'unicode' | 'ascii' {
	return setting === 'auto' ? (/utf-?8/iv.test(locale) ? 'unicode' : 'ascii') : setting;
}
