/** How texts are set off. Without colours inverse, bold and underline remain, which every terminal has. */
export type Styles = {
	readonly cursor: (text: string) => string;
	readonly quietCursor: (text: string) => string; // of the pane that is not active
	readonly marked: (text: string) => string;
	readonly folder: (text: string) => string;
	readonly quiet: (text: string) => string;
	readonly title: (text: string) => string;
	readonly warning: (text: string) => string;
	readonly good: (text: string) => string;
	readonly key: (text: string) => string;
	readonly picture: (text: string) => string; // light on dark, whatever the background
};

const styled = (code: string) => (text: string) => text === '' ? '' : `\u{1B}[${code}m${text}\u{1B}[${code === '1' || code === '2' ? '22' : (code === '7' ? '27' : (code === '4' ? '24' : '39'))}m`;
const plain = (text: string) => text;

const attributes = {
	cursor: styled('7'), quietCursor: styled('4'), title: styled('1'), key: styled('7'),
};

export function stylesFor(hasColors: boolean): Styles {
	return hasColors
		? {
			...attributes, marked: styled('33'), folder: styled('36'), quiet: styled('2'), warning: styled('31'), good: styled('32'), picture: text => `\u{1B}[97;40m${text}\u{1B}[39;49m`,
		}
		: {
			...attributes, marked: styled('1'), folder: plain, quiet: plain, warning: styled('1'), good: plain, picture: plain,
		};
}
