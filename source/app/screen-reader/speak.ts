import type {App} from '../app.ts';
import {glyphsFor} from '../layout/glyphs.ts';
import type {SignIn} from '../stores/wizard.ts';
import type {Store} from '../stores/store.ts';
import {appLines} from './app-lines.ts';
import {signInLines} from './sign-in-lines.ts';
import {createSpeaker, type Speaker, type SpokenLine} from './speaker.ts';

/*
For a screen reader (ux.md 1.9): instead of drawing, each change is said as a line. Nothing of the stores, the keys or the
screens knows of it.
*/

const debounce = 30; // ms in which what belongs together comes together

/** Says what changes in the stores; gives back how to stop that. */
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

/** Says the wizard where it is alone. */
export function speakSignIn(wizard: SignIn, {glyphs, write}: {readonly glyphs: 'unicode' | 'ascii'; readonly write: (text: string) => unknown}): () => void {
	return speakChanges([wizard], () => signInLines(wizard, glyphsFor(glyphs)), createSpeaker({write, isAscii: glyphs === 'ascii'}));
}

/** Says the whole app, and the wizard whenever it stands in front of it. */
export function speakApp(app: App, speaker: Speaker): () => void {
	const {stores, panes} = app;
	const {wizards} = stores;
	speaker.say([{text: 'jottafm, line by line. ? lists all keys, q leaves.'}]);
	const {window, messages, signedIn, browsing, queueView, trashTrail, transfers, places, latest, trash, versions, links, viewer, comparison} = stores;
	const shown = [window, messages, signedIn, browsing, queueView, trashTrail, wizards, ...panes, transfers, places, latest, trash, versions, links, viewer, comparison];
	const stop = speakChanges(shown, () => appLines(app), speaker);
	let wizard: SignIn | undefined;
	let stopWizard: (() => void) | undefined;
	const stopFollowing = wizards.subscribe(() => {
		const opened = wizards.get().wizard?.signIn;
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
