import {cleanText} from '../../clean-text.ts';
import type {PromptDialog} from '../stores/dialog.ts';
import type {MessagesState} from '../stores/messages.ts';
import type {WindowState} from '../stores/window.ts';
import {
	cutEnd,
	cutStart,
	padEnd,
	wrapText,
} from '../text/cut-text.ts';
import {textWidth} from '../text/text-width.ts';
import {fieldText, hintsText, type BoxStyle} from './boxes.ts';
import {twoSided} from './queue-text.ts';
import type {Styles} from './styles.ts';

/*
The message above the keys. Advice comes at the end of a sentence, so a long message gets more rows: only a very small
window cuts it.
*/

type Look = Pick<BoxStyle, 'glyphs' | 'keymap' | 'styles'>;

/** The prompt, the keys that can follow a prefix, the message, or a hint: one row or more, each as wide as the window. */
export function messageRows({glyphs, keymap, styles}: Look, {dialog, prefix, screen, size: {columns, rows}}: WindowState, {message, longName}: MessagesState): readonly string[] {
	const most = Math.max(1, Math.floor(rows / 4));
	if (dialog?.kind === 'prompt') {
		return promptRows(dialog, {columns, most, styles});
	}

	if (prefix !== '') {
		// A higher window shows them in a box, too: then one row is enough here.
		const hints = ` ${prefix}: ${hintsText(keymap.bindings.following(screen, prefix), prefix, glyphs)}`;
		return wrapped(hints, columns, rows < 14 ? most : 1);
	}

	if (message) {
		const sentence = wrapped(` ${message.isProblem ? `${glyphs.problem} ` : ''}${cleanText(message.text)}`, columns, most);
		return message.isProblem ? sentence.map(row => styles.warning(row)) : sentence;
	}

	if (longName !== undefined && screen === 'browser') {
		return [padEnd(cutStart(` ${cleanText(longName)}`, columns), columns)];
	}

	const hint = '? keys ';
	return [twoSided('', columns >= 100 && screen === 'browser' ? `t transfers ${glyphs.dot} : commands ${glyphs.dot} ${hint}` : hint, columns)];
}

const smallestField = 24; // cells

/** Label and field side by side, or one above the other when the label leaves too little space. */
function promptRows({label, field}: PromptDialog, {columns, most, styles}: {readonly columns: number; readonly most: number; readonly styles: Styles}): readonly string[] {
	const labelText = ` ${cleanText(label)} `;
	const isAbove = most > 1 && textWidth(labelText) + smallestField > columns;
	const start = isAbove ? ' ' : ` ${cutEnd(cleanText(label), Math.max(0, columns - 20))} `;
	const row = padEnd(start + fieldText(field, columns - textWidth(start) - 1, styles), columns);
	return isAbove ? [...wrapped(labelText.trimEnd(), columns, most - 1), row] : [row];
}

/** Wraps a text that begins with a space onto at most `most` rows, and cuts the rest. */
function wrapped(text: string, columns: number, most: number): readonly string[] {
	const lines = wrapText(text.slice(1), columns - 2);
	const shown = lines.length <= most ? lines : [...lines.slice(0, most - 1), lines.slice(most - 1).join(' ')];
	return shown.map(line => padEnd(cutEnd(` ${line}`, columns), columns));
}
