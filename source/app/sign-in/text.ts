import {cleanText} from '../../clean-text.ts';
import {longSize} from '../../format.ts';
import type {AccountFacts} from '../../jotta/account.ts';
import {loginTokenPage} from '../../jotta/sign-in/login-token.ts';
import {fieldText} from '../layout/boxes.ts';
import {cutEnd, wrapText} from '../layout/cut-text.ts';
import type {Glyphs} from '../layout/glyphs.ts';
import type {Styles} from '../layout/styles.ts';
import {graphemes, type Field} from '../stores/field.ts';
import {placeName} from './choices.ts';
import type {Remark, Step} from './step.ts';

/*
What stands on the wizard's screen, as lines. Nothing that is secret goes in here but its length.
*/

export type Look = {readonly glyphs: Glyphs; readonly styles: Styles; readonly columns: number};

export function titleOf(step: Step): string {
	switch (step.at) {
		case 'way': {
			return 'How do you sign in?';
		}

		case 'token': {
			return 'Personal login token';
		}

		case 'trust': {
			return 'A server that jottafm does not know';
		}

		case 'service': {
			return 'Which service is it?';
		}

		case 'browser': {
			return `In the browser: ${step.service.title}`;
		}

		case 'password': {
			return 'User name and password';
		}

		case 'code': {
			return 'The code from the SMS';
		}

		case 'who': {
			return 'Who you are';
		}

		case 'place': {
			return 'Home place';
		}

		default: {
			throw new TypeError(`unknown step ${String(step satisfies never)}`);
		}
	}
}

/** What stands above the list, or is the whole step. */
export function bodyOf(step: Step, look: Look): readonly string[] {
	switch (step.at) {
		case 'way': {
			return say('Choose with the arrow keys, then press Enter.', look);
		}

		case 'service': {
			return [];
		}

		case 'token': {
			return tokenBody(step.field, look);
		}

		case 'trust': {
			return say(`The token wants to be sent to ${step.host}. That is none of the known Jottacloud services; whoever runs it could use the token in your place.`, look);
		}

		case 'browser': {
			return browserBody(step, look);
		}

		case 'password': {
			const {user, password, focus} = step;
			return [
				...say('For older accounts only. The password is sent to the service once, and kept nowhere.', look),
				'',
				label('User name', focus === 'user' ? fieldText(user, look.columns - 20, look.styles) : cleanText(user.text)),
				label('Password', dots(password, look, focus === 'password')),
			];
		}

		case 'code': {
			return [...say('The service has sent a code to your phone. Type its six digits.', look), '', label('Code', dots(step.field, look, true))];
		}

		case 'who': {
			return whoBody(step, look);
		}

		case 'place': {
			return say('Paths without a leading slash begin here. Jotta/Archive is where the web site and rclone keep files, too.', look);
		}

		default: {
			throw new TypeError(`unknown step ${String(step satisfies never)}`);
		}
	}
}

function tokenBody(field: Field, look: Look): readonly string[] {
	return [
		...say('1. Open this page in any browser, and sign in there:', look),
		...linkLines(loginTokenPage, look),
		...say('2. There: Settings, Security, Personal login token, Generate.', look),
		...say('3. Copy the token, and paste it here. It stays hidden.', look),
		'',
		...say('A token works once, and every machine needs its own.', look),
		'',
		label('Token', dots(field, look, true), 1),
	];
}

function browserBody({attempt, isListening, field}: Extract<Step, {readonly at: 'browser'}>, look: Look): readonly string[] {
	if (!attempt) {
		return [];
	}

	const paste = 'the last page cannot be shown. Copy its address (http://localhost:53682/…) and paste it here.';
	return [
		...say('Open this address in a browser, sign in there, and agree:', look),
		...linkLines(attempt.address, look),
		'',
		...say(isListening ? `In a browser on this machine, it then goes on by itself. On another machine, ${paste}` : `At the end ${paste}`, look),
		'',
		label('Last page', dots(field, look, true), 1),
	];
}

function whoBody({account, facts, field, home}: Extract<Step, {readonly at: 'who'}>, look: Look): readonly string[] {
	const who = [account.fullName, account.email].filter(Boolean).join(', ');
	return [
		...say(`You are signed in as ${who === '' ? account.username : who}.`, look),
		label('Plan', cleanText(facts?.plan ?? '')),
		label('Used', facts ? usedText(facts) : ''),
		'',
		label('Account', fieldText(field, look.columns - 20, look.styles)),
		...say(`  Paths are written ${field.text}:PATH.`, look),
		label('Home place', cleanText(placeName(home))),
	];
}

function usedText({used, capacity}: AccountFacts): string {
	return capacity === undefined ? `${longSize(used)}, unlimited` : `${longSize(used)} of ${longSize(capacity)}`;
}

/** The keys of a step. */
export function keysOf(step: Step): string {
	switch (step.at) {
		case 'way': {
			return 'Enter chooses   Esc leaves';
		}

		case 'service':
		case 'trust':
		case 'place': {
			return 'Enter chooses   Esc goes back';
		}

		case 'browser': {
			return 'Enter signs in   Ctrl-Y copies the address   Esc goes back';
		}

		case 'token': {
			return 'Enter signs in   Ctrl-Y copies the address   Esc goes back   Ctrl-U empties';
		}

		case 'code': {
			return 'Enter signs in   Esc goes back   Ctrl-U empties the field';
		}

		case 'password': {
			return 'Enter goes on   Esc goes back   Tab changes the field';
		}

		case 'who': {
			return 'Enter goes on   Esc signs out again   Tab chooses the home place';
		}

		default: {
			throw new TypeError(`unknown step ${String(step satisfies never)}`);
		}
	}
}

export function remarkLines({text, kind}: Remark, {glyphs, styles, columns}: Look): readonly string[] {
	const [mark, style] = kind === 'problem' ? [glyphs.problem, styles.warning] as const : (kind === 'good' ? [glyphs.done, styles.good] as const : [glyphs.dot, styles.quiet] as const);
	return wrapText(cleanText(text), columns - 4).map((line, index) => style(` ${index === 0 ? mark : ' '} ${line}`));
}

export function say(text: string, {columns}: Look): readonly string[] {
	return wrapText(cleanText(text), Math.max(10, columns - 2)).map(line => ` ${line}`);
}

const label = (name: string, value: string, cells = 11) => ` ${name.padEnd(cells)} ${value}`;

/** Something secret: how long it is, and nothing else. */
function dots({text}: Field, {glyphs, styles, columns}: Look, isActive: boolean): string {
	const {length} = graphemes(text);
	const shown = glyphs.secret.repeat(Math.min(length, Math.max(4, columns - 36)));
	const count = length > 12 ? ` ${length} characters` : '';
	return shown + (isActive ? styles.cursor(' ') : '') + count;
}

/**
An address, whole, over as many lines as it takes; each leads there where the terminal knows links.
A long one has no margins: who copies it with the mouse must not get blanks in between.
*/
function linkLines(address: string, {columns}: Look): readonly string[] {
	const margin = ' '.repeat(address.length <= columns - 6 ? 4 : 0);
	const cells = columns - margin.length;
	const parts = Array.from({length: Math.ceil(address.length / cells)}, (_, index) => address.slice(index * cells, (index + 1) * cells));
	return parts.map(part => `${margin}\u{1B}]8;;${address}\u{7}${cutEnd(part, cells)}\u{1B}]8;;\u{7}`);
}

/** What fits: blank lines go first, then what stands at the top. What is said, and the field above it, stay. */
export function fitted(body: readonly string[], below: readonly string[], height: number): readonly string[] {
	const lines = [...body, ...below];
	if (lines.length <= height) {
		return lines;
	}

	const isBlank = (line: string) => line.trim() === '';
	const dense = [...body.filter(line => !isBlank(line)), ...below.filter(line => !isBlank(line))];
	return dense.slice(Math.max(0, dense.length - height));
}
