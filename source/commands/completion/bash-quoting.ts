import {Buffer} from 'node:buffer';
import {isPlainText} from '../../clean-text.ts';

/*
Readline puts what is offered into the line as it is: a name that is not quoted here is run. What is replaced begins behind an
open quotation mark, else behind the last bare character of COMP_WORDBREAKS; the shell passes that piece as its function's second argument.
*/

type Quote = '' | '\'' | '"' | '$\'';

/** The last word of a line: what it stands for so far, and the quotation that is open at its end. */
type LastWord = {readonly value: string; readonly quote: Quote; readonly start: number}; // start: of what stands in the open quotation

/**
What stands for names in a line that is half typed, in the quotation that is open there. Nothing where Readline reads
the line in another way: what is quoted for one place must not get into another.
`line` ends at the cursor; `replaced` is the end of it that is replaced.
*/
export function bashWord(line: string, replaced: string): {readonly value: string; readonly quoted: (name: string) => string} | undefined {
	const {value, quote, start} = readLastWord(line);
	const from = line.length - replaced.length;
	const before = readLastWord(line.slice(0, from));
	const isAgreed = line.endsWith(replaced) && before.quote === quote && value.startsWith(before.value) && (quote === '' || start === from);
	return isAgreed ? {value, quoted: name => quoteFor(quote, name.slice(before.value.length))} : undefined;
}

function readLastWord(line: string): LastWord {
	let value = '';
	let quote: Quote = '';
	let start = 0;
	for (let at = 0; at < line.length; at++) {
		const character = line[at]!;
		const next = line[at + 1] ?? ''; // a backslash whose character is still to come stands for nothing
		if (quote === '\'') {
			if (character === '\'') {
				quote = '';
			} else {
				value += character;
			}
		} else if (character === '\\') {
			const [text, length] = escaped(quote, line.slice(at + 1));
			value += text;
			at += length;
		} else if (character === quote.at(-1)) {
			quote = '';
		} else if (quote === '' && (character === '"' || character === '\'' || (character === '$' && next === '\''))) {
			quote = character === '$' ? '$\'' : character;
			at += quote.length - 1;
			start = at + 1;
		} else if (quote === '' && (character === '&' || /[\s\(\);<>\|]/v.test(character))) {
			value = '';
		} else {
			value += character;
		}
	}

	return {value, quote, start};
}

/** What a backslash and what follows it stand for, and how many characters follow. */
function escaped(quote: Quote, rest: string): readonly [string, number] {
	const next = rest[0] ?? '';
	if (quote === '$\'') {
		const bytes = /^(?:x[\dA-Fa-f]{2}(?:\\(?=x))?)+/v.exec(rest)?.[0];
		return bytes === undefined ? [next, next.length] : [Buffer.from(bytes.replaceAll(/[\\x]/gv, ''), 'hex').toString(), bytes.length];
	}

	return quote === '"' && !/["$\\`]/v.test(next) && next !== '' ? [`\\${next}`, next.length] : [next, next.length];
}

/** The end of a name, for a place in the line where this quotation is open. */
function quoteFor(quote: Quote, text: string): string {
	const quoted = Array.from(text, character => quoteCharacter(quote, character)).join('');
	const mark = quote.at(-1);
	if (mark === undefined) {
		return quoted;
	}

	// Readline takes a mark at the start for the one that is open already, and one at the end for the closing one.
	return `${quoted.startsWith(mark) ? mark : ''}${quoted}${quoted.endsWith(mark) ? mark : ''}`;
}

function quoteCharacter(quote: Quote, character: string): string {
	const isPlain = isPlainText(character);
	const bytes = [...Buffer.from(character)].map(byte => String.raw`\x${byte.toString(16).padStart(2, '0')}`).join('');
	switch (quote) {
		case '': {
			return isPlain ? (/[\w\P{ASCII}%+,\-.\/:@]/v.test(character) ? character : `\\${character}`) : `$'${bytes}'`;
		}

		case '"': {
			return isPlain ? (/["$\\`]/v.test(character) ? `\\${character}` : (character === '!' ? String.raw`"\!"` : character)) : `"$'${bytes}'"`;
		}

		case '\'': {
			return isPlain ? (character === '\'' ? String.raw`'\''` : character) : `'$'${bytes}''`;
		}

		case '$\'': {
			return isPlain && character !== '\'' ? (character === '\\' ? String.raw`\\` : character) : bytes; // never \': Readline takes it for the end
		}

		default: {
			throw new TypeError(`unknown quotation ${(quote satisfies never)}`);
		}
	}
}
