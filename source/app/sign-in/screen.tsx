import {Box} from 'ink';
import SelectInput from 'ink-select-input';
import {useMemo, type ReactNode} from 'react';
import {loginTokenPage} from '../../jotta/sign-in/login-token.ts';
import {Line} from '../components/line.tsx';
import type {WindowSize} from '../terminal/window-size.ts';
import {cutEnd, padEnd} from '../text/cut-text.ts';
import type {Glyphs} from '../layout/glyphs.ts';
import type {Styles} from '../layout/styles.ts';
import {textWidth} from '../text/text-width.ts';
import {useStore} from '../stores/store.ts';
import type {Wizard} from '../stores/wizard/wizard.ts';
import type {StepChoice, Step} from '../stores/wizard/wizard-step.ts';
import {choicesOf} from './choices.ts';
import {choose} from './press.ts';
import {layOut} from './layout.ts';
import {qrLines} from './qr-code.ts';
import {keyLine, titleOf} from './words.ts';

export type SignInScreenProperties = {
	readonly wizard: Wizard;
	readonly size: WindowSize;
	readonly glyphs: Glyphs;
	readonly styles: Styles;
};

/** The wizard (ux.md 6): the current step with its list or fields, its notice, and its keys. */
export function SignInScreen({wizard, size, glyphs, styles}: SignInScreenProperties): ReactNode {
	const {step, notice, highlighted} = useStore(wizard);
	const {columns, rows} = size;
	const choices = useMemo(() => choicesOf(step), [step]);
	const picture = pictureFor(step, size, {glyphs, styles});
	const look = {glyphs, styles, columns: columns - (picture ? textWidth(picture[0]!) + 2 : 0)};
	const hasRules = rows >= 10;
	const height = Math.max(1, rows - (hasRules ? 4 : 2));
	const {above, choices: limit, below} = layOut({step, notice, highlighted}, look, height);
	const rule = hasRules && <Line text={glyphs.rule.repeat(columns)}/>;
	return (
		<Box flexDirection='column' width={columns} height={rows}>
			<Line text={styles.title(padEnd(cutEnd(` SIGN IN ${glyphs.crumb} ${titleOf(step)}`, columns), columns))}/>
			{rule}
			<Box flexDirection='column' height={height}>
				{withPicture(above, picture, look.columns).map((text, index) => <Line key={index} text={text === '' ? ' ' : text}/>)}
				{choices && <ChoiceList key={`${step.at} ${limit}`} wizard={wizard} choices={choices} limit={limit} columns={columns} glyphs={glyphs} styles={styles}/>}
				{below.map((text, index) => <Line key={index} text={text === '' ? ' ' : text}/>)}
			</Box>
			{rule}
			<Line text={padEnd(keyLine(step, columns), columns)}/>
		</Box>
	);
}

type ChoiceListProperties = Pick<SignInScreenProperties, 'wizard' | 'glyphs' | 'styles'> & {readonly choices: readonly StepChoice[]; readonly limit: number; readonly columns: number};

function ChoiceList({wizard, choices, limit, columns, glyphs, styles}: ChoiceListProperties): ReactNode {
	const initialIndex = Math.max(0, choices.findIndex(({value}) => value === wizard.get().highlighted)); // keeps the cursor after a resize
	const {Row, Pointer} = useMemo(() => ({
		Row({label, isSelected = false}: {readonly label: string; readonly isSelected?: boolean}) {
			const text = ` ${cutEnd(label, columns - 4)} `;
			return <Line text={isSelected ? styles.cursor(text) : text}/>;
		},
		Pointer: ({isSelected = false}: {readonly isSelected?: boolean}) => <Line text={isSelected ? ` ${glyphs.pointer}` : '  '}/>,
	}), [columns, glyphs, styles]);
	return (
		<SelectInput
			items={[...choices]} initialIndex={initialIndex} limit={limit} itemComponent={Row} indicatorComponent={Pointer}
			onSelect={({value}) => {
				choose(wizard, value);
			}}
			onHighlight={({value}) => {
				wizard.highlight(value);
			}}
		/>
	);
}

/** The page where tokens are made as a QR code, if it fits beside the text. */
function pictureFor(step: Step, {columns, rows}: WindowSize, {glyphs, styles}: Pick<SignInScreenProperties, 'glyphs' | 'styles'>): readonly string[] | undefined {
	if (step.at !== 'token' || glyphs.full === '#') {
		return undefined;
	}

	const lines = qrLines(loginTokenPage);
	return columns >= textWidth(lines[0]!) + 45 && rows >= lines.length + 4 ? lines.map(line => styles.picture(line)) : undefined;
}

/** Lines with a picture to their right. */
function withPicture(lines: readonly string[], picture: readonly string[] | undefined, columns: number): readonly string[] {
	if (!picture) {
		return lines;
	}

	return Array.from({length: Math.max(lines.length, picture.length)}, (_, index) => {
		const part = picture[index];
		return part === undefined ? lines[index] ?? '' : `${padEnd(lines[index] ?? '', columns)} ${part}`;
	});
}
