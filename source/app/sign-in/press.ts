import {services} from '../../jotta/services.ts';
import {loginTokenPage} from '../../jotta/sign-in/login-token.ts';
import {
	edited,
	fieldOf,
	insert,
	type Field,
} from '../stores/field.ts';
import type {KeyEvent} from '../terminal/key-decoder.ts';
import {redeem, startBrowser} from './browser-flow.ts';
import {choicesOf} from './choices.ts';
import {
	choosePlace,
	judgeToken,
	submitCode,
	submitPassword,
	submitToken,
	submitWho,
	takePlace,
	undoSignIn,
} from './flows.ts';
import type {SignIn} from './store.ts';
import type {Step} from './step.ts';

/** What ink-select-input understands; no other key reaches it. */
const listKeys: Readonly<Record<string, string>> = {
	Up: '\u{1B}[A', Down: '\u{1B}[B', k: '\u{1B}[A', j: '\u{1B}[B', Enter: '\r',
};

const longestPaste = 65_536; // characters

/**
Keys in their order. Ink reads a forwarded one in a turn of its own, and what comes after it may belong to another step:
a line that brings several keys at once must not lose any. `forward` hands bytes on to Ink, for its lists.
*/
export function createPress(wizard: SignIn, forward: (bytes: string) => void): (event: KeyEvent) => void {
	const waiting: KeyEvent[] = [];
	let isInInk = false;
	const handOn = (bytes: string) => {
		isInInk = true;
		forward(bytes);
		setImmediate(() => {
			setImmediate(next);
		});
	};

	const next = () => {
		isInInk = false;
		for (let event = waiting.shift(); event; event = isInInk ? undefined : waiting.shift()) {
			pressInSignIn(wizard, event, handOn);
		}
	};

	return event => {
		waiting.push(event);
		if (!isInInk) {
			next();
		}
	};
}

function pressInSignIn(wizard: SignIn, event: KeyEvent, forward: (bytes: string) => void): void {
	const {step, isBusy} = wizard.get();
	if (event.kind === 'paste') {
		if (!isBusy) {
			paste(wizard, event.text.slice(0, longestPaste));
		}
	} else if (event.kind === 'key') {
		const {key} = event;
		if (key === 'Ctrl-C') {
			leave(wizard);
		} else if (key === 'Esc') {
			goBack(wizard);
		} else if (isBusy && step.at !== 'who') {
			// One thing after the other; Esc breaks off what takes too long.
		} else if (choicesOf(step)) {
			const bytes = listKeys[key] ?? (/^[1-9]$/v.test(key) ? key : undefined);
			if (bytes !== undefined) {
				forward(bytes);
			}
		} else {
			pressInFields(wizard, step, event);
		}
	}
}

function pressInFields(wizard: SignIn, step: Step, {key, text}: Extract<KeyEvent, {readonly kind: 'key'}>): void {
	switch (key) {
		case 'Enter': {
			submit(wizard, step);
			break;
		}

		case 'Ctrl-Y': {
			copyAddress(wizard, step);
			break;
		}

		case 'Tab':
		case 'Shift-Tab': {
			tab(wizard, step);
			break;
		}

		default: {
			type(wizard, field => edited(field, key, text));
		}
	}
}

/** Leaves the wizard from any step. Who is signed in already stays so. */
export function leave(wizard: SignIn): void {
	wizard.breakOff();
	wizard.go({at: 'way'}); // closes the listener
	wizard.onEnd();
}

/** A choice in a list; Ink calls it. */
export function choose(wizard: SignIn, value: string): void {
	const {step} = wizard.get();
	switch (step.at) {
		case 'way': {
			chooseWay(wizard, value);
			break;
		}

		case 'service': {
			const service = services.find(({key}) => key === value);
			if (service) {
				startBrowser(wizard, service);
			}

			break;
		}

		case 'trust': {
			if (value === 'yes') {
				submitToken(wizard, step.pasted, step.host);
			} else {
				wizard.go({at: 'token', field: fieldOf('')});
			}

			break;
		}

		case 'place': {
			takePlace(wizard, step, value);
			break;
		}

		default: {
			break; // the list has gone meanwhile
		}
	}
}

export function chooseWay(wizard: SignIn, way: string): void {
	if (way === 'browser') {
		const service = services.find(({key}) => key === wizard.wish.serviceKey);
		if (service) {
			startBrowser(wizard, service);
		} else {
			wizard.go({at: 'service'});
		}
	} else {
		wizard.go(way === 'password'
			? {
				at: 'password', user: fieldOf(''), password: fieldOf(''), focus: 'user',
			}
			: {at: 'token', field: fieldOf('')});
	}
}

/** Esc: breaks off what is under way, else one step back. */
function goBack(wizard: SignIn): void {
	const {step, isBusy} = wizard.get();
	const isReadingFacts = step.at === 'who';
	if (isBusy && step.at !== 'browser' && !isReadingFacts) {
		wizard.breakOff();
		return;
	}

	wizard.breakOff();
	switch (step.at) {
		case 'way': {
			wizard.onEnd();
			break;
		}

		case 'token':
		case 'service':
		case 'password': {
			wizard.go({at: 'way'});
			break;
		}

		case 'trust': {
			wizard.go({at: 'token', field: fieldOf('')});
			break;
		}

		case 'browser': {
			wizard.go({at: 'service'});
			break;
		}

		case 'code': {
			wizard.go({
				at: 'password', user: fieldOf(step.user), password: fieldOf(''), focus: 'password',
			});
			break;
		}

		case 'who': {
			undoSignIn(wizard, step);
			break;
		}

		case 'place': {
			wizard.go(step.who);
			break;
		}

		default: {
			throw new TypeError(`unknown step ${String(step satisfies never)}`);
		}
	}
}

function submit(wizard: SignIn, step: Step): void {
	switch (step.at) {
		case 'token': {
			if (judgeToken(step.field)?.kind === 'good') {
				submitToken(wizard, step.field.text);
			} else {
				wizard.change({remark: judgeToken(step.field) ?? {kind: 'problem', text: 'Paste the login token first.'}});
			}

			break;
		}

		case 'browser': {
			redeem(wizard, step.field.text);
			break;
		}

		case 'password': {
			submitPassword(wizard, step);
			break;
		}

		case 'code': {
			submitCode(wizard, step);
			break;
		}

		case 'who': {
			submitWho(wizard, step);
			break;
		}

		default: {
			break; // a list: Ink has the key
		}
	}
}

/** Over SSH the mouse would bring line breaks along. */
function copyAddress(wizard: SignIn, step: Step): void {
	const address = step.at === 'token' ? loginTokenPage : (step.at === 'browser' ? step.attempt?.address : undefined);
	if (address !== undefined) {
		void wizard.copyText(address).then(way => {
			wizard.change({remark: {kind: 'good', text: `The address is ${way}.`}});
		});
	}
}

function tab(wizard: SignIn, step: Step): void {
	if (step.at === 'password') {
		wizard.change({step: {...step, focus: step.focus === 'user' ? 'password' : 'user'}});
	} else if (step.at === 'who') {
		choosePlace(wizard, step);
	}
}

function paste(wizard: SignIn, text: string): void {
	// A token that is pasted over a first try takes its place: nobody edits dots.
	type(wizard, (field, at) => insert(at === 'token' || at === 'browser' ? fieldOf('') : field, text));
}

function type(wizard: SignIn, edit: (field: Field, at: Step['at']) => Field | undefined): void {
	const {step} = wizard.get();
	if (step.at === 'password') {
		const field = edit(step[step.focus], step.at);
		if (field) {
			wizard.change({step: {...step, [step.focus]: field}, remark: undefined});
		}
	} else if ('field' in step) {
		const field = edit(step.field, step.at);
		if (field) {
			wizard.change({step: {...step, field}, remark: step.at === 'token' ? judgeToken(field) : undefined});
		}
	}
}
