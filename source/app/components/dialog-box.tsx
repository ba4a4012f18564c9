import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {App} from '../app.ts';
import {
	boxOf,
	commandsContent,
	infoContent,
	listContent,
	questionContent,
	transferContent,
} from '../layout/boxes.ts';
import {textWidth} from '../layout/text-width.ts';
import type {Dialog} from '../stores/dialog.ts';
import type {SessionState} from '../stores/session.ts';
import {Line} from './line.tsx';

/** The box in front of everything else. Prompts stand in the message line instead. */
export function DialogBox({app, dialog, session}: {readonly app: App; readonly dialog: Dialog; readonly session: SessionState}): ReactNode {
	if (dialog.kind === 'prompt') {
		return null;
	}

	const {columns, rows} = session.size;
	const look = {
		glyphs: app.glyphs, keymap: app.keymap, styles: app.styles, columns, rows,
	};
	const lines = boxOf(contentOf(dialog, session, look), look);
	return (
		<Box position='absolute' flexDirection='column' marginTop={Math.max(0, Math.floor((rows - lines.length) / 2) - 1)} marginLeft={Math.max(0, Math.floor((columns - textWidth(lines[0]!)) / 2))}>
			{lines.map((line, index) => <Line key={index} text={line}/>)}
		</Box>
	);
}

function contentOf(dialog: Exclude<Dialog, {kind: 'prompt'}>, {screen}: SessionState, look: Parameters<typeof boxOf>[1]): Parameters<typeof boxOf>[0] {
	switch (dialog.kind) {
		case 'question': {
			return questionContent(dialog, look);
		}

		case 'transfer': {
			return transferContent(dialog, look);
		}

		case 'commands': {
			return commandsContent(dialog, screen, look);
		}

		case 'list': {
			return listContent(dialog, look);
		}

		case 'info': {
			return infoContent(dialog, look);
		}

		default: {
			throw new TypeError(`unknown dialog ${String(dialog satisfies never)}`);
		}
	}
}
