import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {App} from '../app.ts';
import {dialogBox, prefixBox, type PlacedBox} from '../layout/placed-box.ts';
import type {Dialog} from '../stores/dialog.ts';
import type {SessionState} from '../stores/session.ts';
import {Line} from './line.tsx';

/** The box in front of everything else. Prompts stand in the message line instead. */
export function DialogBox({app, dialog, session}: {readonly app: App; readonly dialog: Dialog; readonly session: SessionState}): ReactNode {
	return dialog.kind === 'prompt' ? null : <BoxAt box={dialogBox(dialog, session, {...app, ...session.size})}/>;
}

/** What may follow a key that begins a command. */
export function PrefixBox({app, session: {prefix, screen, size}}: {readonly app: App; readonly session: SessionState}): ReactNode {
	return <BoxAt box={prefixBox(app.keymap.bindings.following(screen, prefix), prefix, {...app, ...size})}/>;
}

function BoxAt({box: {lines, top, left}}: {readonly box: PlacedBox}): ReactNode {
	return (
		<Box position='absolute' flexDirection='column' marginTop={top} marginLeft={left}>
			{lines.map((line, index) => <Line key={index} text={line}/>)}
		</Box>
	);
}
