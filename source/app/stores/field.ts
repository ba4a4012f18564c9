import {graphemesOf} from '../text/text-width.ts';

/** One line of text being edited; the cursor counts graphemes. */
export type Field = {readonly text: string; readonly cursor: number};

/** A field with the cursor at its end, unless told otherwise. */
export function fieldOf(text: string, cursor = graphemes(text).length): Field {
	return {text, cursor};
}

/** The text as a person counts its characters. */
export function graphemes(text: string): readonly string[] {
	return Array.from(graphemesOf(text), ({grapheme}) => grapheme);
}

/** The field after a key; undefined for a key that fields do not handle. `typed` is the text that the key inserts. */
export function edited(field: Field, key: string, typed?: string): Field | undefined {
	const all = graphemes(field.text);
	const {cursor} = field;
	const cut = (from: number, to: number): Field => ({text: [...all.slice(0, from), ...all.slice(to)].join(''), cursor: from});
	switch (key) {
		case 'Left':
		case 'Ctrl-B': {
			return {...field, cursor: Math.max(0, cursor - 1)};
		}

		case 'Right':
		case 'Ctrl-F': {
			return {...field, cursor: Math.min(all.length, cursor + 1)};
		}

		case 'Home':
		case 'Ctrl-A': {
			return {...field, cursor: 0};
		}

		case 'End':
		case 'Ctrl-E': {
			return {...field, cursor: all.length};
		}

		case 'Backspace': {
			return cursor > 0 ? cut(cursor - 1, cursor) : field;
		}

		case 'Delete':
		case 'Ctrl-D': {
			return cut(cursor, cursor + 1);
		}

		case 'Ctrl-U': {
			return cut(0, cursor);
		}

		case 'Ctrl-K': {
			return cut(cursor, all.length);
		}

		case 'Ctrl-W': {
			return cut(startOfWord(all, cursor), cursor);
		}

		default: {
			return typed === undefined ? undefined : insert(field, typed);
		}
	}
}

/** Inserts text at the cursor. A field has one line: line breaks around a paste are dropped; those within it, and tabs, become spaces. */
export function insert({text, cursor}: Field, typed: string): Field {
	const all = graphemes(text);
	const before = all.slice(0, cursor).join('') + typed.replaceAll(/^[\n\r]+|[\n\r]+$/gv, '').replaceAll(/[\t\n\r]+/gv, ' ');
	return {text: before + all.slice(cursor).join(''), cursor: graphemes(before).length};
}

function startOfWord(all: readonly string[], cursor: number): number {
	let start = cursor;
	while (start > 0 && /[\s\/]/v.test(all[start - 1]!)) {
		start -= 1;
	}

	while (start > 0 && !/[\s\/]/v.test(all[start - 1]!)) {
		start -= 1;
	}

	return start;
}
