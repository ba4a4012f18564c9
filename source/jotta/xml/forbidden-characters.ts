/*
Characters that XML forbids, in names that other programs have made (protocol.md 22.2). They are read where it is certain which are
meant. Where it is not, NUL takes their place: no name holds it, so nothing is done with such a row (listed-name.ts).
*/

type Found = {readonly odd: number; readonly illegal: number};

/**
The attributes of an element with such characters. `odd`: how many the parser has met, `illegal`: how many of them were references,
which it leaves as they are. It drops a bare `<`: the values do not show where it was.
*/
export function withForbidden(attributes: Readonly<Record<string, string>>, {odd, illegal}: Found): Readonly<Record<string, string>> {
	const values = Object.values(attributes);
	const isRead = odd - illegal <= values.reduce((sum, value) => sum + countOf(value, forbidden), 0);
	const isClear = illegal === values.reduce((sum, value) => sum + illegalReferences(value).length, 0);
	return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, isRead ? decoded(value, isClear) : `${value}\0`]));
}

/** A text with so many references to such characters. */
export function withReferences(text: string, illegal: number): string {
	return decoded(text, illegalReferences(text).length === illegal);
}

const reference = /&#(?:x(?<hex>[\da-f]+)|(?<decimal>\d+));/giv;
// eslint-disable-next-line no-control-regex, regexp/no-control-character -- these are what is counted
const forbidden = /[\0-\u{8}\v\f\u{E}-\u{1F}\u{FFFE}\u{FFFF}]/gv;

function countOf(text: string, pattern: RegExp): number {
	return text.match(pattern)?.length ?? 0;
}

function illegalReferences(text: string): readonly number[] {
	return Array.from(text.matchAll(reference), match => codeOf(match)).filter(code => isIllegal(code));
}

function codeOf({groups: {hex, decimal} = {}}: {readonly groups?: Readonly<Record<string, string | undefined>> | undefined}): number {
	return hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
}

function isIllegal(code: number): boolean {
	return code > lastCharacter || /[\p{Surrogate}\0-\u{8}\v\f\u{E}-\u{1F}\u{FFFE}\u{FFFF}]/v.test(String.fromCodePoint(code)); // eslint-disable-line no-control-regex, regexp/no-control-character -- as above
}

const lastCharacter = 0x10_FF_FF;
const lastOfOneUnit = 0xFF_FF;

/** Also halves of one character, as some programs write those beyond U+FFFF: two of them are it. */
function decoded(text: string, isClear: boolean): string {
	const whole = text.replaceAll(reference, (match: string, ...rest: unknown[]) => {
		const code = codeOf({groups: rest.at(-1) as Readonly<Record<string, string | undefined>>});
		return isIllegal(code) ? (isClear && code <= lastOfOneUnit ? String.fromCharCode(code) : '\0') : match; // eslint-disable-line unicorn/prefer-code-point -- halves are put together here
	});
	return whole.isWellFormed() ? whole : whole.toWellFormed().replaceAll('\u{FFFD}', '\0');
}
