import {Box} from 'ink';
import {useMemo, type ReactNode} from 'react';
import type {App} from '../app.ts';
import {DialogBox, PrefixBox} from '../components/dialog-box.tsx';
import {Line} from '../components/line.tsx';
import {MessageLine} from '../components/message-line.tsx';
import {keyBarText} from '../layout/bars.ts';
import {cutEnd} from '../text/cut-text.ts';
import {hasPrefixBox} from '../layout/placed-box.ts';
import {stylesFor} from '../layout/styles.ts';
import {frameFor} from '../layout/columns.ts';
import {useStore} from '../stores/store.ts';
import {SignInScreen} from '../sign-in/screen.tsx';
import {Browser} from './browser.tsx';
import {LatestScreen, LinksScreen, VersionsScreen} from './lists.tsx';
import {PlacesScreen} from './places.tsx';
import {TrashScreen} from './trash.tsx';
import {QueueScreen} from './queue.tsx';
import {ViewerScreen} from './viewer.tsx';

const screens = {
	browser: Browser, queue: QueueScreen, places: PlacesScreen, trash: TrashScreen, versions: VersionsScreen, links: LinksScreen, latest: LatestScreen, viewer: ViewerScreen,
} as const;

/** The whole window: one screen, the message, the key bar, and a dialog in front. */
export function Root({app: plainApp}: {readonly app: App}): ReactNode {
	const window = useStore(plainApp.stores.window);
	const {current} = useStore(plainApp.stores.wizards);
	const {theme} = useStore(plainApp.stores.look);
	const app = useMemo(() => ({...plainApp, terminal: {...plainApp.terminal, styles: stylesFor(theme, plainApp.terminal.colors)}}), [plainApp, theme]);
	const {size, screen, dialog, prefix} = window;
	if (frameFor(size, false).isTiny) {
		return <Line text={cutEnd('too small; keys still work: F10 quits', size.columns)}/>;
	}

	if (current) {
		return <SignInScreen wizard={current.wizard} size={size} glyphs={app.terminal.glyphs} styles={app.terminal.styles}/>;
	}

	const Shown = screens[screen];
	return (
		<Box flexDirection='column' width={size.columns} height={size.rows}>
			<Shown app={app} window={window}/>
			<MessageLine app={app} window={window}/>
			<Line text={keyBarText(app.terminal.keymap.commands, screen, size.columns)}/>
			{prefix !== '' && hasPrefixBox(size) && <PrefixBox app={app} window={window}/>}
			{dialog && <DialogBox app={app} dialog={dialog} window={window}/>}
		</Box>
	);
}
