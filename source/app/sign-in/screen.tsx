import {Box} from 'ink';
import SelectInput from 'ink-select-input';
import {useMemo, type ReactNode} from 'react';
import {loginTokenPage} from '../../jotta/sign-in/login-token.ts';
import {Line} from '../components/line.tsx';
import type {WindowSize} from '../layout/columns.ts';
import {cutEnd, padEnd} from '../layout/cut-text.ts';
import type {Glyphs} from '../layout/glyphs.ts';
import type {Styles} from '../layout/styles.ts';
import {textWidth} from '../layout/text-width.ts';
import {useStore} from '../stores/store.ts';
import {choicesOf} from './choices.ts';
import {choose} from './press.ts';
import {qrLines} from './qr-code.ts';
import type {SignIn} from './store.ts';
import type {Choice, Step} from './step.ts';
import {
	bodyOf,
	fitted,
	keysOf,
	remarkLines,
	say,
	titleOf,
} from './text.ts';

export type SignInScreenProperties = {
	readonly wizard: SignIn;
	readonly size: WindowSize;
	readonly glyphs: Glyphs;
	readonly styles: Styles;
};

/** The wizard (ux.md 6): one step at a time, its list or its field, what is said about it, and its keys. */
export function SignInScreen({wizard, size, glyphs, styles}: SignInScreenProperties): ReactNode {
	const {step, remark, highlighted} = useStore(wizard);
	const {columns, rows} = size;
	const choices = useMemo(() => choicesOf(step), [step]);
	const picture = pictureFor(step, size, {glyphs, styles});
	const look = {glyphs, styles, columns: columns - (picture ? textWidth(picture[0]!) + 2 : 0)};
	const hint = choices?.find(({value}) => value === highlighted) ?? choices?.[0];
	const below = [
		...(hint ? [' ', ...say(hint.hint, look)] : []),
		...(remark ? [' ', ...remarkLines(remark, look)] : []),
	];
	const height = Math.max(1, rows - 4);
	const body = bodyOf(step, look);
	const hasRoom = !choices || height >= body.length + 1 + Math.min(choices.length, 4) + below.length;
	const lines = choices ? (body.length > 0 && (hasRoom || step.at === 'trust') ? [...body, ' '] : []) : fitted(body, below, height);
	return (
		<Box flexDirection='column' width={columns} height={rows}>
			<Line text={styles.title(padEnd(cutEnd(` SIGN IN ${glyphs.crumb} ${titleOf(step)}`, columns), columns))}/>
			<Line text={glyphs.rule.repeat(columns)}/>
			<Box flexDirection='column' height={height}>
				{beside(lines, picture, {columns: look.columns, height}).map((text, index) => <Line key={index} text={text === '' ? ' ' : text}/>)}
				{choices && <ChoiceList key={step.at} wizard={wizard} choices={choices} limit={Math.max(1, height - lines.length - below.length)} glyphs={glyphs} styles={styles}/>}
				{choices && below.map((text, index) => <Line key={index} text={text}/>)}
			</Box>
			<Line text={glyphs.rule.repeat(columns)}/>
			<Line text={padEnd(cutEnd(` ${keysOf(step)}`, columns), columns)}/>
		</Box>
	);
}

type ChoiceListProperties = Pick<SignInScreenProperties, 'wizard' | 'glyphs' | 'styles'> & {readonly choices: readonly Choice[]; readonly limit: number};

function ChoiceList({wizard, choices, limit, glyphs, styles}: ChoiceListProperties): ReactNode {
	const {Row, Pointer} = useMemo(() => ({
		Row: ({label, isSelected = false}: {readonly label: string; readonly isSelected?: boolean}) => <Line text={isSelected ? styles.cursor(` ${label} `) : ` ${label} `}/>,
		Pointer: ({isSelected = false}: {readonly isSelected?: boolean}) => <Line text={isSelected ? ` ${glyphs.pointer}` : '  '}/>,
	}), [glyphs, styles]);
	return (
		<SelectInput
			items={[...choices]} limit={limit} itemComponent={Row} indicatorComponent={Pointer}
			onSelect={({value}) => {
				choose(wizard, value);
			}}
			onHighlight={({value}) => {
				wizard.change({highlighted: value});
			}}
		/>
	);
}

/** The page where tokens are made, for a phone; where there is room for it. */
function pictureFor(step: Step, {columns, rows}: WindowSize, {glyphs, styles}: Pick<SignInScreenProperties, 'glyphs' | 'styles'>): readonly string[] | undefined {
	if (step.at !== 'token' || glyphs.full === '#') {
		return undefined;
	}

	const lines = qrLines(loginTokenPage);
	return columns >= textWidth(lines[0]!) + 45 && rows >= lines.length + 4 ? lines.map(line => styles.picture(line)) : undefined;
}

/** Lines with a picture at their right. */
function beside(lines: readonly string[], picture: readonly string[] | undefined, {columns, height}: {readonly columns: number; readonly height: number}): readonly string[] {
	if (!picture) {
		return lines.slice(0, height);
	}

	return Array.from({length: Math.max(lines.length, picture.length)}, (_, index) => {
		const part = picture[index];
		return part === undefined ? lines[index] ?? '' : `${padEnd(lines[index] ?? '', columns)} ${part}`;
	});
}
