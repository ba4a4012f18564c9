/** A cell's style: the SGR parameters that are on, at most one of each kind, such as `['1', '38;5;4']`. */
export type Style = readonly string[];

/** The style after another SGR sequence with these parameters: `1;33`, or empty for plain. */
export function withCodes(style: Style, parameters: string): Style {
	const codes = parameters.split(';');
	let next = style;
	for (let at = 0; at < codes.length; at += 1) {
		const code = codes[at]!;
		const length = isExtended(code) ? (codes[at + 1] === '2' ? 5 : 3) : 1;
		next = withCode(next, codes.slice(at, at + length).join(';'));
		at += length - 1;
	}

	return next;
}

/** Starts a colour of several parameters: `38;5;n` or `38;2;r;g;b`. */
function isExtended(code: string): boolean {
	return code === '38' || code === '48' || code === '58';
}

function withCode(style: Style, code: string): Style {
	const number = numberOf(code);
	if (number === 0) {
		return [];
	}

	const kind = kindOf(number);
	const others = style.filter(each => kindOf(numberOf(each)) !== kind);
	if (isEnd(number)) {
		// 22 ends both bold and dim, which can be on together.
		return number === 22 ? others.filter(each => kindOf(numberOf(each)) !== 'dim') : others;
	}

	return [...others, code];
}

/** The first number: 38 for `38;5;4`, 0 for an empty code. */
function numberOf(code: string): number {
	return Number(code.split(/[:;]/v, 1)[0]);
}

function isEnd(code: number): boolean {
	return (code >= 22 && code <= 29) || code === 39 || code === 49 || code === 59;
}

/** The kind of a code: only one of each kind can be on. */
function kindOf(code: number): string {
	if (code === 1 || code === 22) {
		return 'bold';
	}

	if (code === 2) {
		return 'dim';
	}

	if ((code >= 30 && code <= 39) || (code >= 90 && code <= 97)) {
		return 'color';
	}

	if ((code >= 40 && code <= 49) || (code >= 100 && code <= 107)) {
		return 'background';
	}

	return code >= 58 && code <= 59 ? 'underline color' : String(code % 20); // 3 and 23, 4 and 24, …
}
