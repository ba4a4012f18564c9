import type {NextStep} from '../advice.ts';

/** What can be done about a failure, in command lines; empty where only the screen can do it. */
export function nextStepText(nextStep: NextStep): string {
	if (typeof nextStep === 'string') {
		return nextStep;
	}

	switch (nextStep.kind) {
		case 'refresh':
		case 'show-bytes': {
			return '';
		}

		case 'retry-after': {
			return `${nextStep.step}.`;
		}

		case 'retry-when': {
			return `Run the same again when ${nextStep.condition}.`;
		}

		case 'move-again': {
			return 'Run the same again to move it.';
		}

		case 'decide-or-copy-elsewhere': {
			return 'Copy it elsewhere.';
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
			return 'The account may be locked: jottafm about shows it.';
		}

		case 'look-in-trash': {
			return 'Look at what is: jottafm trash ls';
		}

		case 'free-trashed-name': {
			return 'Restore that (jottafm trash restore), delete it for good (jottafm trash rm), or choose another name.';
		}

		case 'empty-trash': {
			return `${nextStep.before}: empty the trash (jottafm trash empty) to make room.`;
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

		default: {
			nextStep satisfies never;
			return ''; // stored by a newer version
		}
	}
}

/** With a failure that is told as text: the sentence, and what can be done. */
export function failureSentence({sentence, nextStep}: {readonly sentence: string; readonly nextStep: NextStep}): string {
	return `${sentence} ${nextStepText(nextStep)}`.trimEnd();
}
