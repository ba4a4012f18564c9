import type {App} from '../app.ts';
import {hintsText} from '../layout/boxes.ts';
import type {SessionState} from '../stores/session.ts';
import {browserLines} from './browser-lines.ts';
import {dialogLines} from './dialog-lines.ts';
import {listLines} from './list-lines.ts';
import {queueLines} from './queue-lines.ts';
import {signInLines} from './sign-in-lines.ts';
import type {SpokenLine} from './speaker.ts';
import {viewerLines} from './viewer-lines.ts';

/** How everything is now, in lines: what has the keys, who is signed in, what was said last. */
export function appLines({glyphs, ...rest}: App): readonly SpokenLine[] {
	const app = {...rest, glyphs: {...glyphs, ...readAloud}};
	const session = app.session.get();
	const {wizard, message, account} = session;
	if (wizard) {
		return signInLines(wizard.signIn, app.glyphs);
	}

	return [
		...(account ? [{text: `Signed in as ${account.email ?? account.name ?? account.username}, ${lineState(session)}`}] : []),
		...screenLines(app, session),
		...(message ? [{text: `${message.isProblem ? 'Problem: ' : ''}${message.text}`, about: message}] : []),
	];
}

/** What is drawn between words, as it is best read out. */
const readAloud = {
	crumb: '/', dot: ',', branch: '', lastBranch: '',
} as const;

function lineState({isOffline, silentSeconds}: SessionState): string {
	return isOffline ? 'offline' : (silentSeconds === undefined ? 'online' : 'no answer from the service');
}

function screenLines(app: App, {dialog, prefix, screen, size}: SessionState): readonly SpokenLine[] {
	if (dialog) {
		return dialogLines(dialog, app, screen);
	}

	if (prefix !== '') {
		return [{text: `${prefix}: ${hintsText(app.keymap.bindings.following(screen, prefix), prefix, app.glyphs)}`}];
	}

	switch (screen) {
		case 'browser': {
			return browserLines(app);
		}

		case 'queue': {
			return queueLines(app);
		}

		case 'viewer': {
			return viewerLines(app.viewer.get(), size);
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
