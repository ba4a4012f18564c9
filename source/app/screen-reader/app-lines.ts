import type {App} from '../app.ts';
import {hintsText} from '../layout/boxes.ts';
import type {SignedInState} from '../stores/signed-in.ts';
import type {WindowState} from '../stores/window.ts';
import {browserLines} from './browser-lines.ts';
import {dialogLines} from './dialog-lines.ts';
import {listLines} from './list-lines.ts';
import {queueLines} from './queue-lines.ts';
import {signInLines} from './sign-in-lines.ts';
import type {SpokenLine} from './speaker.ts';
import {viewerLines} from './viewer-lines.ts';

/** The current state in lines: the account, the screen or dialog that has the keys, and the last message. */
export function appLines(shown: App): readonly SpokenLine[] {
	const {terminal, stores} = shown;
	const app = {...shown, terminal: {...terminal, glyphs: {...terminal.glyphs, ...readAloud}}};
	const {current} = stores.wizards.get();
	const {message} = stores.messages.get();
	const signedIn = stores.signedIn.get();
	const {account} = signedIn;
	if (current) {
		return signInLines(current.wizard, app.terminal.glyphs);
	}

	return [
		...(account ? [{text: `Signed in as ${account.email ?? account.name ?? account.username}, ${lineState(signedIn)}`}] : []),
		...screenLines(app, stores.window.get()),
		...(message ? [{text: `${message.isProblem ? 'Problem: ' : ''}${message.text}`, about: message}] : []),
	];
}

/** Glyphs as they are best read aloud. */
const readAloud = {
	crumb: '/', dot: ',', branch: '', lastBranch: '',
} as const;

function lineState({isOffline, stalledSeconds}: SignedInState): string {
	return isOffline ? 'offline' : (stalledSeconds === undefined ? 'online' : 'no answer from the service');
}

function screenLines(app: App, {dialog, prefix, screen, size}: WindowState): readonly SpokenLine[] {
	if (dialog) {
		return dialogLines(dialog, app, screen);
	}

	if (prefix !== '') {
		return [{text: `${prefix}: ${hintsText(app.terminal.keymap.bindings.following(screen, prefix), prefix, app.terminal.glyphs)}`}];
	}

	switch (screen) {
		case 'browser': {
			return browserLines(app);
		}

		case 'queue': {
			return queueLines(app);
		}

		case 'viewer': {
			return viewerLines(app.stores.viewer.get(), size);
		}

		case 'places':
		case 'trash':
		case 'versions':
		case 'links':
		case 'latest': {
			return listLines(app, screen);
		}

		default: {
			throw new TypeError(`unknown screen ${String(screen satisfies never)}`);
		}
	}
}
