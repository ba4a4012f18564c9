import {Box} from 'ink';
import {useMemo, type ReactNode} from 'react';
import type {App} from '../app.ts';
import {Line} from '../components/line.tsx';
import {PaneList} from '../components/pane-list.tsx';
import {TransferStrip} from '../components/transfer-strip.tsx';
import {identityText} from '../layout/bars.ts';
import {columnsFor, frameFor} from '../layout/columns.ts';
import {headText} from '../layout/row-text.ts';
import {
	footerText,
	placeText,
	ruleText,
	togetherText,
} from '../layout/rules.ts';
import type {PaneState} from '../stores/pane/state.ts';
import {isBusy} from '../stores/queue.ts';
import type {WindowState} from '../stores/window.ts';
import {useStore} from '../stores/store.ts';

/** Two panes, or one in a small window, between the identity line and the transfers. */
export function Browser({app, window}: {readonly app: App; readonly window: WindowState}): ReactNode {
	const panes = [useStore(app.panes[0]), useStore(app.panes[1])] as const;
	const {verdicts} = useStore(app.stores.comparison);
	const snapshot = useStore(app.stores.transfers);
	const signedIn = useStore(app.stores.signedIn);
	const {together} = useStore(app.stores.browsing);
	const {log} = useStore(app.stores.messages);
	const {size, active} = window;
	const frame = frameFor(size, isBusy(snapshot));
	const {isSingle, left, right} = frame;
	const {terminal: {glyphs, styles}} = app;
	const shown = isSingle ? [active] as const : [0, 1] as const;
	const widths = [left, right] as const;
	const footers = [useFooter(panes[0], left, app), useFooter(panes[1], right, app)] as const;
	const columns = [columnsFor(left, size.columns, panes[0].location.kind, verdicts !== undefined), columnsFor(right, size.columns, panes[1].location.kind, verdicts !== undefined)] as const;
	const join = (texts: readonly string[], joint: string) => texts.join(joint);
	const title = (side: 0 | 1) => {
		const rule = ruleText(`${isSingle ? `${side === 0 ? 'left' : 'right'}: ` : ''}${placeText(panes[side], app.service, glyphs)}`, widths[side], glyphs, togetherText(together));
		return side === active ? styles.title(rule) : rule;
	};

	return (
		<Box flexDirection='column'>
			{frame.identity === 1 && <Line text={identityText(signedIn, size.columns, glyphs, {isCompared: verdicts !== undefined})}/>}
			<Line text={join(shown.map(side => title(side)), glyphs.tee)}/>
			{frame.heads === 1 && <Line text={join(shown.map(side => headText(columns[side], panes[side].sort, glyphs)), glyphs.divider)}/>}
			<Box>
				{shown.map(side => (
					<PaneList
						key={side} app={app} pane={panes[side]} columns={columns[side]} height={frame.list}
						side={side} verdicts={verdicts?.[side]} isActive={side === active} ending={side === 0 && !isSingle ? glyphs.divider : ''}
					/>
				))}
			</Box>
			<Line text={join(shown.map(side => ruleText(footers[side], widths[side], glyphs)), glyphs.foot)}/>
			{frame.strip > 0 && <TransferStrip app={app} snapshot={snapshot} log={log} columns={size.columns} rows={frame.strip}/>}
		</Box>
	);
}

/** The footer counts all rows, so it is not made again for each step of the cursor. */
function useFooter(pane: PaneState, width: number, {terminal: {glyphs}}: App): string {
	const {entries, rows, marks, elsewhere, anchor, filter, isLoading, problem, free} = pane;
	return useMemo(() => footerText(pane, width - 4, glyphs), [entries, rows, marks, elsewhere, anchor, filter, isLoading, problem, free, width]);
}
