import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {App} from '../app.ts';
import {boxOf, prefixContent} from '../layout/boxes.ts';
import {textWidth} from '../layout/text-width.ts';
import type {SessionState} from '../stores/session.ts';
import {Line} from './line.tsx';

/** What may follow a key that begins a command, above the message line. */
export function PrefixBox({app: {glyphs, styles, keymap}, session: {prefix, screen, size: {columns, rows}}}: {readonly app: App; readonly session: SessionState}): ReactNode {
	const lines = boxOf(prefixContent(keymap.bindings.following(screen, prefix), prefix), {
		glyphs, styles, keymap, columns, rows,
	});
	return (
		<Box position='absolute' flexDirection='column' marginTop={Math.max(0, rows - 2 - lines.length)} marginLeft={Math.max(0, columns - textWidth(lines[0]!))}>
			{lines.map((line, index) => <Line key={index} text={line}/>)}
		</Box>
	);
}
