import type {NextStep} from '../../advice.ts';
import {failureFacts, type Failure, type FailureFacts} from '../../failure.ts';
import {keyText} from './key-text.ts';
import type {ShownKeymap} from './keymap.ts';

/** The commands whose keys can be named; none while no key works yet. */
export type OwnKeys = Pick<ShownKeymap, 'commands'>;

/** A failure as the screen shows it: what happened, and what to do about it, with the person's own keys. */
export function problemText(failure: Failure | Pick<FailureFacts, 'sentence' | 'nextStep'>, keys: OwnKeys): string {
	const {sentence, nextStep} = 'sentence' in failure ? failure : failureFacts(failure);
	return `${sentence} ${adviceText(nextStep, keys)}`.trimEnd();
}

/** The same, with what a key does then. Advice that ends in a command line has no full stop: the two must not run together. */
export function problemWith(key: string, failure: Pick<FailureFacts, 'sentence' | 'nextStep'>, keys: OwnKeys): string {
	const text = problemText(failure, keys);
	return `${text}${/[!.?…]$/v.test(text) ? '' : '.'} ${key}`;
}

/** What to do about a failure. A command without a key is named without one. */
export function adviceText(nextStep: NextStep, {commands}: OwnKeys): string {
	if (typeof nextStep === 'string') {
		return nextStep;
	}

	const keyOf = (command: string) => commands.find(({id}) => id === command)?.keys.map(key => keyText(key))[0];
	switch (nextStep.kind) {
		case 'refresh': {
			const key = keyOf('reload');
			return key === undefined ? 'Refresh.' : `Refresh with ${key}.`;
		}

		case 'retry-after': {
			const key = keyOf('retry');
			return key === undefined ? `${nextStep.step}; then try again.` : `${nextStep.step}; then press ${key}.`;
		}

		case 'retry-when': {
			const key = keyOf('retry');
			return `${key === undefined ? 'Try again' : `Press ${key}`} when ${nextStep.condition}.`;
		}

		case 'move-again': {
			const key = keyOf('retry');
			return key === undefined ? 'Move it again.' : `Press ${key} to move it again.`;
		}

		case 'decide-or-copy-elsewhere': {
			const key = keyOf('retry');
			return key === undefined ? 'Copy it elsewhere.' : `${key} decides about it as about any name that is taken; or copy it elsewhere.`;
		}

		case 'copy-with-other-rule': {
			return 'Copy it again with another rule (--overwrite) if it shall replace that.';
		}

		case 'sign-in': {
			return 'Run: jottafm login';
		}

		case 'sign-in-again': {
			const {account, note} = nextStep;
			return `Sign in again: jottafm login${account === undefined ? '' : ` ${account}`}${note === undefined ? '' : `. ${note}`}`;
		}

		case 'sign-in-by-browser': {
			return 'Sign in through the browser: jottafm login --with browser.';
		}

		case 'sign-in-under-other-name': {
			return `Choose another name for it (jottafm login NAME), or sign ${nextStep.taken} out first.`;
		}

		case 'name-server': {
			return 'If you trust that server, name it with --server.';
		}

		case 'look-at-account': {
			const key = keyOf('accounts');
			return `The account may be locked: ${key === undefined ? 'jottafm about shows it.' : `${key}, or jottafm about, shows it.`}`;
		}

		case 'look-in-trash': {
			const key = keyOf('open-trash');
			return `Look at what is: jottafm trash ls${key === undefined ? '' : `, or ${key}`}.`;
		}

		case 'free-trashed-name': {
			const keys = [keyOf('open-folder-trash'), keyOf('restore'), keyOf('destroy')];
			return `Restore that or delete it for good${keys.includes(undefined) ? '' : ` (${keys[0]}, then ${keys[1]} or ${keys[2]})`}, or choose another name.`;
		}

		case 'empty-trash': {
			const keys = [keyOf('open-trash'), keyOf('empty-trash')];
			return `${nextStep.before}: empty the trash${keys.includes(undefined) ? '' : ` (${keys.join(', ')})`} to make room.`;
		}

		case 'look-for-it': {
			return 'Look where it is now: jottafm ls';
		}

		case 'list-places': {
			return 'jottafm places lists them.';
		}

		case 'save-version': {
			return `Save version ${nextStep.number} to the disk and upload it: jottafm cat --version ${nextStep.number}`;
		}

		case 'show-bytes': {
			const key = keyOf('view-hex');
			return key === undefined ? '' : `${key} shows its bytes.`;
		}

		default: {
			nextStep satisfies never;
			return ''; // put into the queue by a newer version
		}
	}
}
