import {Box} from 'ink';
import type {ReactNode} from 'react';
import {cleanText} from '../../clean-text.ts';
import {longSize, timeOfDay} from '../../format.ts';
import {leftText, rateText} from '../../transfers/progress-text.ts';
import type {QueueSnapshot} from '../../transfers/snapshot.ts';
import type {App} from '../app.ts';
import {cutEnd, padEnd} from '../text/cut-text.ts';
import type {Glyphs} from '../layout/glyphs.ts';
import {
	idleText,
	summaryText,
	tabsText,
	unfinishedRows,
	transferText,
} from '../layout/queue-text.ts';
import {ruleText} from '../layout/rules.ts';
import {isBusy} from '../stores/queue.ts';
import type {LogLine} from '../stores/messages.ts';
import {Line} from './line.tsx';

type StripProperties = {
	readonly app: App;
	readonly snapshot: QueueSnapshot;
	readonly log: readonly LogLine[];
	readonly columns: number;
	readonly rows: number;
};

/** The transfers below the panes: one line, three, or, in a tall window, a table with the log beside it. */
export function TransferStrip({app, snapshot, log, columns, rows}: StripProperties): ReactNode {
	const {terminal: {glyphs}, service: {clock}} = app;
	if (!isBusy(snapshot)) {
		return <Line text={idleText(snapshot, columns, glyphs)}/>;
	}

	if (rows < 10) {
		const telling = unfinishedRows(snapshot);
		return (
			<Box flexDirection='column' flexShrink={0}>
				<Line text={summaryText(snapshot, columns, app.terminal)}/>
				{Array.from({length: rows - 1}, (_, index) => {
					const row = telling[index];
					return <Line key={index} text={row ? transferText(row, columns, glyphs, clock.now()) : ' '.repeat(columns)}/>;
				})}
			</Box>
		);
	}

	return <TransferTable app={app} snapshot={snapshot} log={log} columns={columns} rows={rows}/>;
}

function TransferTable({app, snapshot, log, columns, rows}: StripProperties): ReactNode {
	const {terminal: {glyphs}, service: {clock}} = app;
	const logCells = columns >= 160 ? Math.floor(columns / 3) : 0;
	const cells = columns - (logCells > 0 ? logCells + 1 : 0);
	const height = rows - 2;
	const transfers = snapshot.rows.slice(0, height);
	const newest = log.slice(-height);
	const rule = (left: string, joint: string, right: string) => ruleText(left, cells, glyphs) + (logCells > 0 ? joint + ruleText(right, logCells, glyphs) : '');
	return (
		<Box flexDirection='column' flexShrink={0}>
			<Line text={rule(tabsText(snapshot, 'active'), glyphs.tee, 'Log')}/>
			{Array.from({length: height}, (_, index) => {
				const row = transfers[index];
				const left = row ? transferText(row, cells, glyphs, clock.now()) : ' '.repeat(cells);
				const right = logCells > 0 ? glyphs.divider + padEnd(cutEnd(logText(newest[index]), logCells), logCells) : '';
				return <Line key={index} text={left + right}/>;
			})}
			<Line text={rule(totalText(snapshot, glyphs), glyphs.foot, '')}/>
		</Box>
	);
}

function logText(line: LogLine | undefined): string {
	return line ? ` ${timeOfDay(line.at)} ${cleanText(line.text)}` : '';
}

function totalText(snapshot: QueueSnapshot, {dot}: Glyphs): string {
	const {totals, isPaused, blocked} = snapshot;
	const {running, waiting, asks, bytes, bytesDone} = totals;
	const left = leftText(snapshot);
	return [
		...(blocked ? [cleanText(blocked.sentence)] : []),
		...(isPaused ? ['paused'] : []),
		`${running} running`,
		`${waiting} queued`,
		...(asks > 0 ? [`${asks} ${asks === 1 ? 'waits' : 'wait'} for you`] : []),
		`${longSize(bytesDone)} of ${longSize(bytes)}`,
		...(running > 0 ? [rateText(snapshot)] : []),
		...(left === undefined ? [] : [`ETA ${left}`]),
	].join(` ${dot} `);
}
