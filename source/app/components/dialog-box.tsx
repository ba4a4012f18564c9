import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {App} from '../app.ts';
import {dialogBox, prefixBox, type PlacedBox} from '../layout/placed-box.ts';
import type {Dialog} from '../stores/dialog.ts';
import type {WindowState} from '../stores/window.ts';
import {Line} from './line.tsx';

/** The box in front of everything else; a prompt is in the message line instead. */
export function DialogBox({app, dialog, window}: {readonly app: App; readonly dialog: Dialog; readonly window: WindowState}): ReactNode {
	return dialog.kind === 'prompt' ? null : <BoxAt box={dialogBox(dialog, window, {...app.terminal, ...window.size})}/>;
}

/** The box of the keys that can follow a prefix. */
export function PrefixBox({app, window: {prefix, screen, size}}: {readonly app: App; readonly window: WindowState}): ReactNode {
	return <BoxAt box={prefixBox(app.terminal.keymap.bindings.following(screen, prefix), prefix, {...app.terminal, ...size})}/>;
}

function BoxAt({box: {lines, top, left}}: {readonly box: PlacedBox}): ReactNode {
	return (
		<Box position='absolute' flexDirection='column' marginTop={top} marginLeft={left}>
			{lines.map((line, index) => <Line key={index} text={line}/>)}
		</Box>
	);
}
