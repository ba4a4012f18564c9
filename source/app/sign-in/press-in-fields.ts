import {loginTokenPage} from '../../jotta/sign-in/login-token.ts';
import {
	edited,
	fieldOf,
	insert,
	type Field,
} from '../stores/field.ts';
import type {KeyEvent} from '../terminal/key-event.ts';
import type {Wizard} from '../stores/wizard/wizard.ts';
import type {Step} from '../stores/wizard/wizard-step.ts';
import {redeem} from './browser-flow.ts';
import {
	choosePlace,
	checkToken,
	submitCode,
	submitPassword,
	submitToken,
	submitWho,
} from './flows.ts';

/** Handles a key in a step with fields. */
export function pressInFields(wizard: Wizard, step: Step, {key, text}: Extract<KeyEvent, {readonly kind: 'key'}>): void {
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

function submit(wizard: Wizard, step: Step): void {
	switch (step.at) {
		case 'token': {
			if (checkToken(step.field)?.kind === 'good') {
				submitToken(wizard, step.field.text);
			} else {
				wizard.say(checkToken(step.field) ?? {kind: 'problem', text: 'Paste the login token first.'});
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
			break; // a list: Ink handles the key
		}
	}
}

/** For people on SSH: copying with the mouse would include line breaks. */
function copyAddress(wizard: Wizard, step: Step): void {
	const address = step.at === 'token' ? loginTokenPage : (step.at === 'browser' ? step.attempt?.address : undefined);
	if (address !== undefined) {
		void wizard.copyText(address).then(way => {
			wizard.say({kind: 'good', text: `The address is ${way}.`});
		});
	}
}

function tab(wizard: Wizard, step: Step): void {
	if (step.at === 'password') {
		wizard.replaceStep({...step, focus: step.focus === 'user' ? 'password' : 'user'});
	} else if (step.at === 'who') {
		choosePlace(wizard, step);
	}
}

/** Inserts a paste into the current field. */
export function paste(wizard: Wizard, text: string): void {
	// A pasted token replaces the one before: nobody edits dots.
	type(wizard, (field, at) => insert(at === 'token' || at === 'browser' ? fieldOf('') : field, text));
}

function type(wizard: Wizard, edit: (field: Field, at: Step['at']) => Field | undefined): void {
	const {step} = wizard.get();
	if (step.at === 'password') {
		const field = edit(step[step.focus], step.at);
		if (field) {
			wizard.edit({...step, [step.focus]: field});
		}
	} else if ('field' in step) {
		const field = edit(step.field, step.at);
		if (field) {
			wizard.edit({...step, field}, step.at === 'token' ? checkToken(field) : undefined);
		}
	}
}
