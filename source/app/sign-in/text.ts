import {cleanText} from '../../clean-text.ts';
import {longSize} from '../../format.ts';
import type {AccountFacts} from '../../jotta/account.ts';
import {loginTokenPage} from '../../jotta/sign-in/login-token.ts';
import {sayKnownAs} from '../../settings/same-account.ts';
import {fieldText} from '../layout/boxes.ts';
import {cutEnd, wrapText} from '../text/cut-text.ts';
import type {Glyphs} from '../layout/glyphs.ts';
import type {Styles} from '../layout/styles.ts';
import {graphemes, type Field} from '../stores/field.ts';
import type {Step} from '../stores/wizard/wizard-step.ts';
import {placeName} from './choices.ts';

/*
The lines of the wizard's screen. Of a secret, only its length is used.
*/

export type StepLook = {readonly glyphs: Glyphs; readonly styles: Styles; readonly columns: number};

/** The explanation of a step, above its list or fields. */
export function bodyOf(step: Step, look: StepLook): readonly string[] {
	switch (step.at) {
		case 'method': {
			return paragraph('Choose with the arrow keys, then press Enter.', look);
		}

		case 'service': {
			return [];
		}

		case 'token': {
			return tokenBody(look);
		}

		case 'trust': {
			const server = partsOf(step.host, look.columns - 2).map(part => ` ${cleanText(part)}`); // never cut: the person decides by it
			return [...server, ...paragraph('wants the token, and is none of the known Jottacloud services. Whoever runs it could use the token in your place.', look)];
		}

		case 'browser': {
			return browserBody(step, look);
		}

		case 'password': {
			return paragraph('For older accounts only. The password is sent to the service once, and kept nowhere.', look);
		}

		case 'code': {
			return paragraph('The service has sent a code to your phone. Type its six digits.', look);
		}

		case 'who': {
			return whoBody(step, look);
		}

		case 'place': {
			return paragraph('Paths without a leading slash begin here. Jotta/Archive is where the web site and rclone keep files, too.', look);
		}

		default: {
			throw new TypeError(`unknown step ${String(step satisfies never)}`);
		}
	}
}

/** The fields of a step; none for a step with a list. */
export function fieldsOf(step: Step, look: StepLook): readonly string[] {
	switch (step.at) {
		case 'token': {
			return [label('Token', dots(step.field, look, true), 1)];
		}

		case 'browser': {
			return step.attempt ? [label('Last page', dots(step.field, look, true), 1)] : [];
		}

		case 'password': {
			const {user, password, focus} = step;
			return [
				label('User name', focus === 'user' ? fieldText(user, look.columns - 14, look.styles) : cutEnd(cleanText(user.text), look.columns - 14)),
				label('Password', dots(password, look, focus === 'password')),
			];
		}

		case 'code': {
			return [label('Code', dots(step.field, look, true))];
		}

		case 'who': {
			return [label('Account', fieldText(step.field, look.columns - 14, look.styles))];
		}

		default: {
			return [];
		}
	}
}

function tokenBody(look: StepLook): readonly string[] {
	return [
		...paragraph('1. Open this page in any browser, and sign in there:', look),
		...linkLines(loginTokenPage, look),
		...paragraph('2. There: Settings, Security, Personal login token, Generate.', look),
		...paragraph('3. Copy the token, and paste it here. It stays hidden.', look),
		'',
		...paragraph('A token works once, and every machine needs its own.', look),
	];
}

const pasteBack = 'the last page cannot be shown. Copy its address (http://localhost:53682/…) and paste it here.';

/** The explanation when the address does not fit: a part of it would be useless. */
export function shortBrowserBody(look: StepLook): readonly string[] {
	return paragraph(`Ctrl-Y copies the address to open in a browser. At the end ${pasteBack}`, look);
}

function browserBody({attempt, isListening}: Extract<Step, {readonly at: 'browser'}>, look: StepLook): readonly string[] {
	if (!attempt) {
		return [];
	}

	return [
		...paragraph('Open this address in a browser, sign in there, and agree:', look),
		...linkLines(attempt.address, look),
		'',
		...paragraph(isListening ? `In a browser on this machine, it then goes on by itself. On another machine, ${pasteBack}` : `At the end ${pasteBack}`, look),
	];
}

function whoBody({account, facts, otherNames, field, home}: Extract<Step, {readonly at: 'who'}>, look: StepLook): readonly string[] {
	const who = [account.fullName, account.email].filter(Boolean).join(', ');
	const remark = sayKnownAs(otherNames);
	return [
		...paragraph(`You are signed in as ${who === '' ? account.username : who}.`, look),
		...(remark === undefined ? [] : paragraph(remark, look)),
		label('Plan', cleanText(facts?.plan ?? '')),
		label('Used', facts ? usedText(facts) : ''),
		label('Home place', cleanText(placeName(home))),
		'',
		...paragraph(`Give the account a name: its paths are written ${field.text}:PATH.`, look),
	];
}

function usedText({used, capacity}: AccountFacts): string {
	return capacity === undefined ? `${longSize(used)}, unlimited` : `${longSize(used)} of ${longSize(capacity)}`;
}

/** A paragraph, wrapped and indented by a space. */
export function paragraph(text: string, {columns}: Pick<StepLook, 'columns'>): readonly string[] {
	return wrapText(cleanText(text), Math.max(10, columns - 2)).map(line => ` ${line}`);
}

const label = (name: string, value: string, cells = 11) => ` ${name.padEnd(cells)} ${value}`;

/** A secret as dots, with its length. */
function dots({text}: Field, {glyphs, styles, columns}: StepLook, isActive: boolean): string {
	const {length} = graphemes(text);
	const shown = glyphs.secret.repeat(Math.min(length, Math.max(4, columns - 36)));
	const count = length > 12 ? ` ${length} characters` : '';
	const line = shown + (isActive ? styles.cursor(' ') : '');
	return columns < 34 ? line : line + count;
}

/**
A whole address over as many lines as it takes; each line is a link, if the terminal supports that.
A long address has no margin: copying it with the mouse must not add spaces.
*/
function linkLines(address: string, {columns}: StepLook): readonly string[] {
	const margin = ' '.repeat(address.length <= columns - 6 ? 4 : 0);
	return partsOf(address, columns - margin.length).map(part => `${margin}\u{1B}]8;;${address}\u{7}${part}\u{1B}]8;;\u{7}`);
}

const partsOf = (text: string, cells: number): readonly string[] => Array.from({length: Math.ceil(text.length / cells)}, (_, index) => text.slice(index * cells, (index + 1) * cells));
