import type {Glyphs} from '../layout/glyphs.ts';
import {stylesFor} from '../layout/styles.ts';
import {choicesOf} from '../sign-in/choices.ts';
import type {Wizard} from '../stores/wizard/wizard.ts';
import {bodyOf, fieldsOf} from '../sign-in/text.ts';
import {keyLine, titleOf} from '../sign-in/words.ts';
import type {SpokenLine} from './speaker.ts';

const columns = 2000; // an address stays on one line

/** The wizard: its step, what can be chosen or typed, and its notice. */
export function signInLines(wizard: Wizard, glyphs: Glyphs): readonly SpokenLine[] {
	const {step, notice, highlighted} = wizard.get();
	const look = {glyphs, styles: stylesFor('plain', {depth: 'none', isLight: false}), columns};
	const choices = choicesOf(step) ?? [];
	const chosen = choices.find(({value}) => value === highlighted) ?? choices[0];
	return [
		`Sign in: ${titleOf(step)}`,
		...bodyOf(step, look),
		...choices.map(({label}, index) => `${index + 1}: ${label}`),
		...fieldsOf(step, look),
		...(chosen ? [`Enter takes ${chosen.label}. ${chosen.hint}`] : []),
		...(notice ? [notice.text] : []),
		keyLine(step, columns),
	].filter(text => text.trim() !== '').map(text => ({text}));
}
