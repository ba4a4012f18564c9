import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {App} from '../app.ts';
import {messageRows} from '../layout/message-text.ts';
import {useStore} from '../stores/store.ts';
import type {WindowState} from '../stores/window.ts';
import {Line} from './line.tsx';

/** The message, the prompt, or the keys that can follow a prefix. Further rows cover what is above the line. */
export function MessageLine({app, window}: {readonly app: App; readonly window: WindowState}): ReactNode {
	const rows = messageRows(app.terminal, window, useStore(app.stores.messages));
	const above = rows.slice(0, -1);
	return (
		<>
			<Line text={rows.at(-1)!}/>
			{above.length > 0 && (
				<Box position='absolute' flexDirection='column' marginTop={window.size.rows - 2 - above.length}>
					{above.map((text, index) => <Line key={index} text={text}/>)}
				</Box>
			)}
		</>
	);
}
