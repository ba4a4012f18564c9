/** What arrives from the terminal, decoded. */
export type KeyEvent =
	| {readonly kind: 'key'; readonly key: string; readonly text?: string} // text: what a field inserts
	| {readonly kind: 'paste'; readonly text: string}
	| {readonly kind: 'focus'; readonly isFocused: boolean}
	| {readonly kind: 'answer'; readonly about: 'attributes'; readonly values: readonly number[]}
	| {readonly kind: 'answer'; readonly about: 'cell' | 'window'; readonly pixels: {readonly width: number; readonly height: number}}
	| {readonly kind: 'mouse'; readonly button: number; readonly column: number; readonly row: number; readonly isDown: boolean};
