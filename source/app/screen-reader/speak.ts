import type {App} from '../app.ts';
import {glyphsFor} from '../layout/glyphs.ts';
import type {Wizard} from '../stores/wizard/wizard.ts';
import type {Store} from '../stores/store.ts';
import {appLines} from './app-lines.ts';
import {signInLines} from './sign-in-lines.ts';
import {createSpeaker, type Speaker, type SpokenLine} from './speaker.ts';

/*
For a screen reader (ux.md 1.9): each change is written as a line instead of being drawn. Stores, keys and screens do not
know about it.
*/

const debounce = 30; // ms: changes within this time are said together

/** Says what changes in the stores. Call the result to stop. */
function speakChanges(stores: ReadonlyArray<Pick<Store<unknown>, 'subscribe'>>, lines: () => readonly SpokenLine[], {say}: Speaker): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const look = () => {
		timer ??= setTimeout(() => {
			timer = undefined;
			say(lines());
		}, debounce);
	};

	const stops = stores.map(({subscribe}) => subscribe(look));
	look();
	return () => {
		clearTimeout(timer);
		for (const stop of stops) {
			stop();
		}
	};
}

/** Says the changes of the wizard on a screen of its own. Call the result to stop. */
export function speakSignIn(wizard: Wizard, {glyphs, write}: {readonly glyphs: 'unicode' | 'ascii'; readonly write: (text: string) => unknown}): () => void {
	return speakChanges([wizard], () => signInLines(wizard, glyphsFor(glyphs)), createSpeaker({write, isAscii: glyphs === 'ascii'}));
}

/** Says the changes of the app, and of the wizard while it is in front. Call the result to stop. */
export function speakApp(app: App, speaker: Speaker): () => void {
	const {stores, panes} = app;
	speaker.say([{text: 'jottafm, line by line. ? lists all keys, q leaves.'}]);
	const {window, messages, signedIn, browsing, queueView, trashTrail, wizards, transfers, places, latest, trash, versions, links, viewer, comparison} = stores;
	const shown = [window, messages, signedIn, browsing, queueView, trashTrail, wizards, ...panes, transfers, places, latest, trash, versions, links, viewer, comparison];
	const stop = speakChanges(shown, () => appLines(app), speaker);
	let wizard: Wizard | undefined;
	let stopWizard: (() => void) | undefined;
	const stopFollowing = wizards.subscribe(() => {
		const opened = wizards.get().current?.wizard;
		if (opened === wizard) {
			return;
		}

		wizard = opened;
		stopWizard?.();
		stopWizard = opened && speakChanges([opened], () => appLines(app), speaker);
	});
	return () => {
		stop();
		stopWizard?.();
		stopFollowing();
	};
}
