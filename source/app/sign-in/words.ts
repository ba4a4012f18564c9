import {cutEnd} from '../text/cut-text.ts';
import type {Step} from '../stores/wizard/wizard-step.ts';

/** The title of a step. */
export function titleOf(step: Step): string {
	switch (step.at) {
		case 'method': {
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

/** The key hints of a step: as many as fit, none of them cut. */
export function keyLine(step: Step, columns: number): string {
	const [first, ...others] = keysOf(step);
	let line = ` ${first}`;
	for (const each of others) {
		const longer = `${line}   ${each}`;
		line = longer.length <= columns ? longer : line;
	}

	return cutEnd(line, columns);
}

/** The most important first. */
function keysOf(step: Step): readonly [string, ...string[]] {
	switch (step.at) {
		case 'method': {
			return ['Enter chooses', 'Esc leaves'];
		}

		case 'service':
		case 'trust':
		case 'place': {
			return ['Enter chooses', 'Esc goes back'];
		}

		case 'browser': {
			return ['Enter signs in', 'Esc goes back', 'Ctrl-Y copies the address'];
		}

		case 'token': {
			return ['Enter signs in', 'Esc goes back', 'Ctrl-Y copies the address', 'Ctrl-U empties'];
		}

		case 'code': {
			return ['Enter signs in', 'Esc goes back', 'Ctrl-U empties the field'];
		}

		case 'password': {
			return ['Enter goes on', 'Esc goes back', 'Tab changes the field'];
		}

		case 'who': {
			return ['Enter goes on', 'Esc signs out again', 'Tab chooses the home place'];
		}

		default: {
			throw new TypeError(`unknown step ${String(step satisfies never)}`);
		}
	}
}
