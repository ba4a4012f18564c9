import {cleanText} from '../../clean-text.ts';
import {cutEnd, wrapText} from '../text/cut-text.ts';
import type {Notice, Step} from '../stores/wizard/wizard-step.ts';
import {choicesOf} from './choices.ts';
import {
	bodyOf,
	fieldsOf,
	paragraph,
	shortBrowserBody,
	type StepLook,
} from './text.ts';

/*
Fits a step into the window. In a small one, fields and choices come before the notice, and the notice before the
explanation.
*/

export type StepLines = {
	readonly above: readonly string[];
	readonly choices: number; // rows for the list of choices in between
	readonly below: readonly string[];
};

export type ShownStep = {readonly step: Step; readonly notice?: Notice | undefined; readonly highlighted: string};

/** The lines of a step: at most `height`, including the list of choices. */
export function layOut(shown: ShownStep, look: StepLook, height: number): StepLines {
	return choicesOf(shown.step) ? layOutList(shown, look, height) : layOutFields(shown, look, height);
}

function layOutFields({step, notice}: ShownStep, look: StepLook, height: number): StepLines {
	const fields = fieldsOf(step, look);
	const body = bodyOf(step, look);
	const whole = [...body, ...(body.length > 0 && fields.length > 0 ? [''] : []), ...fields, ...(notice ? ['', ...noticeLines(notice, look)] : [])];
	if (whole.length <= height) {
		return {above: whole, choices: 0, below: []};
	}

	const dense = body.filter(line => line.trim() !== '');
	const isDenseEnough = dense.length + fields.length + (notice ? noticeLines(notice, look).length : 0) <= height;
	const explained = step.at === 'browser' && !isDenseEnough ? shortBrowserBody(look) : dense;
	const [ofFields, noticeHeight, ofBody] = divideRows(height, [
		{least: fields.length, most: fields.length},
		{least: 1, most: notice ? noticeLines(notice, look).length : 0},
		{least: 0, most: explained.length},
	]);
	const said = notice ? noticeLines(notice, look, noticeHeight) : [];
	return {above: [...headOf(explained, ofBody, look), ...fields.slice(0, ofFields), ...said], choices: 0, below: []};
}

function layOutList({step, notice, highlighted}: ShownStep, look: StepLook, height: number): StepLines {
	const choices = choicesOf(step) ?? [];
	const body = bodyOf(step, look);
	const {hint} = choices.find(({value}) => value === highlighted) ?? choices[0]!;
	// By the longest hint of all, so that the list keeps its height while the cursor moves.
	const longestHint = Math.max(...choices.map(each => paragraph(each.hint, look).length));
	const noticeHeight = notice ? noticeLines(notice, look).length : 0;
	const blanks = [body, choices, notice ? [''] : []].filter(({length}) => length > 0).length;
	const isRoomy = body.length + choices.length + longestHint + noticeHeight + blanks <= height;
	const needsBody = step.at === 'trust'; // the body names the server that the choice is about
	const [rows, noticeRows, bodyRows, hintRows] = divideRows(height, [
		{least: Math.min(choices.length, needsBody ? 2 : 3), most: choices.length},
		{least: 1, most: noticeHeight},
		{least: needsBody ? 2 : 0, most: needsBody || isRoomy ? body.length : 0},
		{least: 1, most: longestHint},
	]);
	const blank = isRoomy ? [''] : [];
	return {
		above: bodyRows === 0 ? [] : [...headOf(body, bodyRows, look), ...blank],
		choices: rows,
		below: [...(hintRows === 0 ? [] : [...blank, ...headOf(paragraph(hint, look), hintRows, look)]), ...(notice && noticeRows > 0 ? [...blank, ...noticeLines(notice, look, noticeRows)] : [])],
	};
}

type RowNeed = {readonly least: number; readonly most: number};

/** Divides the rows, in order of importance: first the least that each needs, then what is left. */
function divideRows<Wants extends readonly RowNeed[]>(height: number, wants: readonly [...Wants]): {readonly [Index in keyof Wants]: number} {
	let left = height;
	const take = (rows: number) => {
		const taken = Math.max(0, Math.min(rows, left));
		left -= taken;
		return taken;
	};

	const least = wants.map(want => take(Math.min(want.least, want.most)));
	return wants.map((want, index) => least[index]! + take(want.most - least[index]!)) as {[Index in keyof Wants]: number};
}

/** The first lines of a text; when some are left out, the last one ends with `…`. */
function headOf(lines: readonly string[], rows: number, {columns}: Pick<StepLook, 'columns'>): readonly string[] {
	return lines.length <= rows ? lines : lines.slice(0, rows).map((line, index) => index === rows - 1 ? cutEnd(`${line} …`, columns - 1) : line);
}

function noticeLines({text, kind}: Notice, {glyphs, styles, columns}: StepLook, rows = Infinity): readonly string[] {
	const [mark, style] = kind === 'problem' ? [glyphs.problem, styles.warning] as const : (kind === 'good' ? [glyphs.done, styles.good] as const : [glyphs.dot, styles.quiet] as const);
	const lines = headOf(wrapText(cleanText(text), columns - 4), rows, {columns: columns - 3});
	return lines.map((line, index) => style(` ${index === 0 ? mark : ' '} ${line}`));
}
