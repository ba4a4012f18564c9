import {cleanJson} from './clean-text.ts';

/*
A name that cannot be typed, or that a line cannot hold, is written as --json prints it: a JSON string with an escape in it.
*/

const quotedText = /^"[^\\]*\\.*"$/sv;
const notInLine = /[\p{Control}\p{Line_Separator}\p{Paragraph_Separator}\p{Surrogate}\u{FEFF}]/v; // an editor takes them for the end of a line or for another encoding

/** The name that a quoted text stands for; nothing where the text is no JSON string with an escape, and so is a name itself. */
export function nameOfQuoted(text: string): string | undefined {
	return quotedText.test(text) ? parsed(text) : undefined;
}

/**
The same for a line that was quoted when somebody began to edit it: what stands before or behind the quotes belongs to the name, and a
line that has lost them is the name. Nothing where the quotes hold no JSON any more.
*/
export function nameOfEditedLine(line: string): string | undefined {
	if (!line.includes('"')) {
		return line;
	}

	const {before = '', quoted = '', behind = ''} = /^(?<before>[^"]*)(?<quoted>".*")(?<behind>[^"]*)$/sv.exec(line)?.groups ?? {};
	const name = parsed(quoted);
	return name === undefined ? undefined : before + name + behind;
}

function parsed(quoted: string): string | undefined {
	try {
		return JSON.parse(quoted) as string;
	} catch {
		return undefined;
	}
}

/** The same for a place whose last part is quoted: `jotta:notes/"a\nb"`. */
export function placeOfQuoted(text: string): string | undefined {
	const {folder = '', quoted = ''} = /^(?<folder>[^"]*[\/:])?(?<quoted>".*")$/sv.exec(text)?.groups ?? {};
	const name = nameOfQuoted(quoted);
	return name === undefined ? undefined : folder + name;
}

/** A name for a field, where each character can stand: quoted only where it would be taken for another one. */
export function nameForField(name: string): string {
	return nameOfQuoted(name) === undefined ? name : cleanJson(name);
}

/** A name as one line of a text file. */
export function nameForLine(name: string): string {
	return notInLine.test(name) ? cleanJson(name) : nameForField(name);
}
