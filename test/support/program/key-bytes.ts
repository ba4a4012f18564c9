import {keys} from './app.ts';

const others: Readonly<Record<string, string>> = {
	...keys, F8: '\u{1B}[19~', Insert: '\u{1B}[2~', Delete: '\u{1B}[3~', Space: ' ', 'Shift-Tab': '\u{1B}[Z', 'Alt-Left': '\u{1B}[1;3D', 'Alt-Right': '\u{1B}[1;3C', 'Alt-.': '\u{1B}.',
};

/** What a terminal sends for a key of the table. A key that is missing here fails the test: add it. */
export function bytesOf(key: string): string {
	const known = others[key];
	if (known !== undefined) {
		return known;
	}

	if (/^Ctrl-[A-Z]$/v.test(key)) {
		return String.fromCodePoint(key.codePointAt(5)! - 64);
	}

	if ([...key].length !== 1) {
		throw new Error(`Nobody has said what a terminal sends for ${key}.`);
	}

	return key;
}
