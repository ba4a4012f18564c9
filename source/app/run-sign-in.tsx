import type {Account} from '../settings/accounts.ts';
import type {Tools} from '../transfers/open-location.ts';
import {glyphsFor} from './layout/glyphs.ts';
import {stylesFor, type Theme} from './layout/styles.ts';
import {createStore, useStore, type Store} from './stores/store.ts';
import {sizeOf, type WindowSize} from './terminal/window-size.ts';
import {copyText} from './terminal/clipboard.ts';
import type {Colors} from './terminal/colors.ts';
import {mountInk} from './terminal/ink-terminal.ts';
import {onSignals} from './terminal/signals.ts';
import {setEscapeTimer} from './terminal/escape-timer.ts';
import {createKeyDecoder} from './terminal/key-decoder.ts';
import {takeTerminal, type TakenTerminal, type TerminalStreams} from './terminal/take-terminal.ts';
import {speakSignIn} from './screen-reader/speak.ts';
import {chooseMethod, createPress, leave} from './sign-in/press.ts';
import {SignInScreen, type SignInScreenProperties} from './sign-in/screen.tsx';
import {createWizard, type SignInPreferences} from './stores/wizard/wizard.ts';
import {problemText} from './keymap/advice-text.ts';

export type RunSignInOptions = {
	readonly tools: Tools;
	readonly preferences: SignInPreferences;
	readonly openBrowser: (address: string) => boolean;
	readonly hasDesktop: boolean; // and so a clipboard
	readonly glyphs: 'unicode' | 'ascii';
	readonly colors: Colors;
	readonly theme: Theme;
	readonly isSpoken: boolean;
	readonly usualSize: WindowSize; // where the terminal does not know its own
};

/** Shows the wizard on a screen of its own. Resolves with the new account, or with undefined when the person leaves. */
export async function runSignIn(options: RunSignInOptions, streams: TerminalStreams): Promise<Account | undefined> {
	const {isSpoken} = options;
	const terminal = takeTerminal(streams, {isSpoken});
	try {
		return await showSignIn(options, streams, terminal);
	} finally {
		terminal.giveBack();
	}
}

async function showSignIn({tools, preferences, openBrowser, hasDesktop, glyphs, colors, theme, isSpoken, usualSize}: RunSignInOptions, {stdin, stdout}: TerminalStreams, terminal: TakenTerminal): Promise<Account | undefined> {
	const ended = Promise.withResolvers<Account | undefined>();
	const wizard = createWizard({
		tools,
		preferences,
		openBrowser,
		copyText: async text => copyText(text, {
			hasDesktop,
			write(sequence) {
				stdout.write(sequence);
			},
		}),
		problemText: failure => problemText(failure, {commands: []}), // the keys of the panes do not work here
		onEnd: ended.resolve,
	});
	const write = (text: string) => stdout.write(text);
	const stopSpeaking = isSpoken ? speakSignIn(wizard, {glyphs, write}) : undefined;
	const sizeNow = () => sizeOf(stdout, usualSize);
	const size = createStore(sizeNow());
	const ink = mountInk(<Screen size={size} wizard={wizard} glyphs={glyphsFor(glyphs)} styles={stylesFor(theme, colors)}/>, {
		...size.get(),
		isAscii: glyphs === 'ascii',
		write: text => isSpoken || write(text),
		onDrain(listener) {
			stdout.on('drain', listener);
		},
	});
	const resize = () => {
		const {columns, rows} = sizeNow();
		ink.resize(columns, rows);
		size.set({columns, rows});
	};

	const pressInWizard = createPress(wizard, ink.forward);
	const decoder = createKeyDecoder({
		onEvent(event) {
			if (event.kind === 'key' && event.key === 'Ctrl-L') {
				terminal.setModes();
				ink.repaint();
			} else {
				pressInWizard(event);
			}
		},
		setTimer: setEscapeTimer,
	});
	const quit = () => {
		leave(wizard);
	};

	ink.exited.catch(ended.reject);
	const stopListening = onSignals({leave: quit, fail: ended.reject});
	stdin.on('data', decoder.feed).on('end', quit);
	stdout.on('resize', resize);
	try {
		if (preferences.method !== undefined) {
			chooseMethod(wizard, preferences.method);
		}

		return await ended.promise;
	} finally {
		stopListening();
		stdin.off('data', decoder.feed).off('end', quit).pause();
		stdout.off('resize', resize);
		stopSpeaking?.();
		ink.unmount();
	}
}

function Screen({size, ...rest}: Omit<SignInScreenProperties, 'size'> & {readonly size: Store<WindowSize>}) {
	return <SignInScreen {...rest} size={useStore(size)}/>;
}
