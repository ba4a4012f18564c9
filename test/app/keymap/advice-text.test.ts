import {describe, expect, it} from 'vitest';
import type {NextStep} from '../../../source/advice.ts';
import {commands} from '../../../source/app/command-table/commands.ts';
import {adviceText, problemText, problemWith} from '../../../source/app/keymap/advice-text.ts';
import {Failure} from '../../../source/failure.ts';

const own = commands.map(command => command.id === 'reload' ? {...command, keys: ['F9', 'Ctrl-R']} : (command.id === 'open-trash' ? {...command, keys: ['z']} : command));

describe('what can be done, on the screen', () => {
	it.each<[NextStep, string]>([
		['Try again.', 'Try again.'],
		[{kind: 'refresh'}, 'Refresh with Ctrl-R.'],
		[{kind: 'retry-after', step: 'Rename one of the two, or copy to another folder'}, 'Rename one of the two, or copy to another folder; then press r.'],
		[{kind: 'retry-when', condition: 'nothing writes to it any more'}, 'Press r when nothing writes to it any more.'],
		[{kind: 'move-again'}, 'Press r to move it again.'],
		[{kind: 'decide-or-copy-elsewhere'}, 'r decides about it as about any name that is taken; or copy it elsewhere.'],
		[{kind: 'look-at-account'}, 'The account may be locked: g a, or jottafm about, shows it.'],
		[{kind: 'look-in-trash'}, 'Look at what is: jottafm trash ls, or g t.'],
		[{kind: 'empty-trash', before: 'The trash counts'}, 'The trash counts: empty the trash (g t, E) to make room.'],
		[{kind: 'free-trashed-name'}, 'Restore that or delete it for good (g T, then r or x), or choose another name.'],
		[{kind: 'show-bytes'}, 'x shows its bytes.'],
	])('of %j is said as %s', (nextStep, text) => {
		expect(adviceText(nextStep, {commands})).toBe(text);
	});

	it('names the person’s own keys', () => {
		expect(problemText(new Failure('not-found', 'It is gone.', {nextStep: {kind: 'refresh'}}), {commands: own})).toBe('It is gone. Refresh with F9.');
		expect(adviceText({kind: 'empty-trash', before: 'The trash counts'}, {commands: own})).toBe('The trash counts: empty the trash (z, E) to make room.');
	});

	it('does not run together with what a key does then', () => {
		const failure = {code: 'not-signed-in', sentence: 'Nobody is signed in yet.'} as const;

		expect(problemWith('Ctrl-R reads again.', {...failure, nextStep: {kind: 'sign-in'}}, {commands})).toBe('Nobody is signed in yet. Run: jottafm login. Ctrl-R reads again.');
		expect(problemWith('Ctrl-R reads again.', {...failure, nextStep: 'Wait.'}, {commands})).toBe('Nobody is signed in yet. Wait. Ctrl-R reads again.');
	});

	it('does without a key where there is none', () => {
		expect(adviceText({kind: 'refresh'}, {commands: []})).toBe('Refresh.');
		expect(adviceText({kind: 'empty-trash', before: 'The trash counts'}, {commands: []})).toBe('The trash counts: empty the trash to make room.');
		expect(adviceText({kind: 'of a newer version'} as unknown as NextStep, {commands: []})).toBe('');
	});
});
