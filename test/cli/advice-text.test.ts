import {describe, expect, it} from 'vitest';
import type {NextStep} from '../../source/advice.ts';
import {failureSentence, nextStepText} from '../../source/cli/advice-text.ts';

describe('what can be done, on the command line', () => {
	it.each<[NextStep, string]>([
		['Try again.', 'Try again.'],
		[{kind: 'sign-in'}, 'Run: jottafm login'],
		[{kind: 'sign-in-again', account: 'work', note: 'Waiting transfers go on by themselves afterwards.'}, 'Sign in again: jottafm login work. Waiting transfers go on by themselves afterwards.'],
		[{kind: 'look-in-trash'}, 'Look at what is: jottafm trash ls'],
		[{kind: 'free-trashed-name'}, 'Restore that (jottafm trash restore), delete it for good (jottafm trash rm), or choose another name.'],
		[{kind: 'look-at-account'}, 'The account may be locked: jottafm about shows it.'],
		[{kind: 'retry-after', step: 'Rename one of the two'}, 'Rename one of the two.'],
		[{kind: 'save-version', number: 2}, 'Save version 2 to the disk and upload it: jottafm cat --version 2'],
	])('of %j is said as %s', (nextStep, text) => {
		expect(nextStepText(nextStep)).toBe(text);
	});

	it('is left out where only a screen can do it, or nobody', () => {
		expect(failureSentence({sentence: 'It is gone.', nextStep: {kind: 'refresh'}})).toBe('It is gone.');
		expect(failureSentence({sentence: 'It is gone.', nextStep: ''})).toBe('It is gone.');
		expect(nextStepText({kind: 'of a newer version'} as unknown as NextStep)).toBe('');
	});
});
