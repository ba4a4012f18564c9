import {Buffer} from 'node:buffer';
import {localName} from '../files/local-name.ts';
import {placeOfQuoted} from '../quoted-name.ts';

/*
The words of the command line as they were typed. Node.js reads them as UTF-8, and gives U+FFFD for a byte that is none: a name
with such a byte could not be named.
*/

type Reading = {
	/** The whole command line of this process, a NUL behind each word; nothing where the system does not tell. */
	readonly readBytes: () => Buffer | undefined;
	/** Whether there is a file of that name. */
	readonly isFile: (word: string) => boolean;
};

/**
The same words, with names as the program holds them (local-name.ts). A JSON string with an escape, as --json prints names, is what it
stands for, alone or behind a folder, unless a file is called so.
*/
export function exactWords(words: readonly string[], {readBytes, isFile}: Reading): readonly string[] {
	const raw = words.some(word => word.includes('\u{FFFD}')) ? splitWords(readBytes()).slice(-words.length) : [];
	return words.map((word, index) => {
		const bytes = raw[index];
		const exact = bytes?.toString('utf8') === word ? localName(bytes) : word;
		const named = placeOfQuoted(exact);
		return named === undefined || isFile(exact) ? exact : named;
	});
}

function splitWords(line: Buffer | undefined): readonly Buffer[] {
	return line === undefined ? [] : line.toString('latin1').split('\0').slice(0, -1).map(word => Buffer.from(word, 'latin1'));
}
