import {services} from '../../jotta/services.ts';
import {serviceOfIssuer} from '../../jotta/sign-in/endpoints.ts';
import {fieldOf} from '../stores/field.ts';
import type {KeyEvent} from '../terminal/key-event.ts';
import type {Wizard} from '../stores/wizard/wizard.ts';
import {startBrowser} from './browser-flow.ts';
import {choicesOf} from './choices.ts';
import {submitToken, takePlace, undoSignIn} from './flows.ts';
import {paste, pressInFields} from './press-in-fields.ts';

/** The keys for ink-select-input, as bytes; no other key reaches it. */
const listKeys: Readonly<Record<string, string>> = {
	Up: '\u{1B}[A', Down: '\u{1B}[B', k: '\u{1B}[A', j: '\u{1B}[B', Enter: '\r',
};

const longestPaste = 65_536; // characters

/**
Handles keys strictly in order: when several arrive at once, none may be lost. Ink handles a forwarded key only later, and
the keys after it may belong to another step: so they wait. `forward` sends bytes to Ink's lists.
*/
export function createPress(wizard: Wizard, forward: (bytes: string) => void): (event: KeyEvent) => void {
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

function pressInSignIn(wizard: Wizard, event: KeyEvent, forward: (bytes: string) => void): void {
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
			// Keys are ignored while work runs; Esc cancels it.
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

/** Leaves the wizard from any step. An account that is already signed in stays so. */
export function leave(wizard: Wizard): void {
	wizard.cancel();
	wizard.go({at: 'method'}); // closes the listener
	wizard.onEnd();
}

/** Handles a choice; Ink's list calls it. */
export function choose(wizard: Wizard, value: string): void {
	const {step} = wizard.get();
	switch (step.at) {
		case 'method': {
			chooseMethod(wizard, value);
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
			break; // the step has changed meanwhile
		}
	}
}

/** Goes to the first step of a method. */
export function chooseMethod(wizard: Wizard, method: string): void {
	if (method === 'browser') {
		const {issuer, serviceKey} = wizard.preferences;
		const service = issuer === undefined ? services.find(({key}) => key === serviceKey) : serviceOfIssuer(issuer);
		if (service) {
			startBrowser(wizard, service);
		} else {
			wizard.go({at: 'service'});
		}
	} else {
		wizard.go(method === 'password'
			? {
				at: 'password', user: fieldOf(''), password: fieldOf(''), focus: 'user',
			}
			: {at: 'token', field: fieldOf('')});
	}
}

/** Esc: cancels the work, or else goes one step back. */
function goBack(wizard: Wizard): void {
	const {step, isBusy} = wizard.get();
	const isReadingFacts = step.at === 'who';
	if (isBusy && step.at !== 'browser' && !isReadingFacts) {
		wizard.cancel();
		return;
	}

	wizard.cancel();
	switch (step.at) {
		case 'method': {
			wizard.onEnd();
			break;
		}

		case 'token':
		case 'service':
		case 'password': {
			wizard.go({at: 'method'});
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
