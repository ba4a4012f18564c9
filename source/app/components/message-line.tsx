import type {ReactNode} from 'react';
import {cleanText} from '../../clean-text.ts';
import type {App} from '../app.ts';
import {fieldText, hintsText} from '../layout/boxes.ts';
import {cutEnd, cutStart, padEnd} from '../layout/cut-text.ts';
import {twoSided} from '../layout/queue-text.ts';
import {textWidth} from '../layout/text-width.ts';
import type {SessionState} from '../stores/session.ts';
import {Line} from './line.tsx';

/** What was said last; or the prompt; or the keys that can follow a first one. */
export function MessageLine({app, session, columns}: {readonly app: App; readonly session: SessionState; readonly columns: number}): ReactNode {
	const {glyphs, styles} = app;
	const {dialog, prefix, screen, message, longName} = session;
	if (dialog?.kind === 'prompt') {
		const label = ` ${cutEnd(dialog.label, Math.max(0, columns - 20))} `;
		return <Line text={padEnd(label + fieldText(dialog.field, columns - textWidth(label) - 1, styles), columns)}/>;
	}

	if (prefix !== '') {
		return <Line text={padEnd(cutEnd(` ${prefix}: ${hintsText(app.keymap.bindings.following(screen, prefix), prefix, glyphs)}`, columns), columns)}/>;
	}

	if (message) {
		const text = padEnd(cutEnd(` ${message.isProblem ? `${glyphs.problem} ` : ''}${cleanText(message.text)}`, columns), columns);
		return <Line text={message.isProblem ? styles.warning(text) : text}/>;
	}

	if (longName !== undefined && screen === 'browser') {
		return <Line text={padEnd(cutStart(` ${cleanText(longName)}`, columns), columns)}/>;
	}

	const hint = '? keys ';
	return <Line text={twoSided('', columns >= 100 && screen === 'browser' ? `t transfers ${glyphs.dot} : commands ${glyphs.dot} ${hint}` : hint, columns)}/>;
}
