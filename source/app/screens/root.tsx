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

/** The whole screen: one of its screens, the message, the keys, and a box in front of them. */
export function Root({app: plainApp}: {readonly app: App}): ReactNode {
	const session = useStore(plainApp.session);
	const {theme} = useStore(plainApp.look);
	const app = useMemo(() => ({...plainApp, styles: stylesFor(theme, plainApp.colors)}), [plainApp, theme]);
	const {size, screen, dialog, wizard} = session;
	if (frameFor(size, false).isTiny) {
		return <Line text={cutEnd('too small; keys still work: q quit', size.columns)}/>;
	}

	if (wizard) {
		return <SignInScreen wizard={wizard.signIn} size={size} glyphs={app.glyphs} styles={app.styles}/>;
	}

	const Shown = screens[screen];
	return (
		<Box flexDirection='column' width={size.columns} height={size.rows}>
			<Shown app={app} session={session}/>
			<MessageLine app={app} session={session}/>
			<Line text={keyBarText(app.keymap.commands, screen, size.columns)}/>
			{session.prefix !== '' && hasPrefixBox(size) && <PrefixBox app={app} session={session}/>}
			{dialog && <DialogBox app={app} dialog={dialog} session={session}/>}
		</Box>
	);
}
