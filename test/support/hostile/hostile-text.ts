import {Buffer} from 'node:buffer';
import {pick} from './answer.ts';

const forged = 'FORGED';

/* As they stand in a document: escaped for XML where XML has no other way. */
const hostileNames = [
	'../escaped.txt',
	'../../escaped.txt',
	'..',
	'.',
	'',
	'/',
	'a/b',
	'/tmp/jottafm-escaped',
	String.raw`..\escaped.txt`,
	'a&#0;b',
	'a&#x1b;[2J\u{1B}[31mb',
	'\u{1B}]0;owned\u{7}',
	`x\n${forged}: all is well`,
	`x&#10;${forged}: all is well`,
	`x&#13;${forged}`,
	'\u{9B}31m',
	'&#155;31m',
	'&#x202e;txt.exe',
	'\u{202E}txt.exe',
	'&#xD800;',
	'&#x110000;',
	'&unknown;',
	'\u{FFFE}',
	'%2e%2e%2f',
	'..%2fescaped',
	'．．／escaped',
	'.jottafm-part',
	'-rf',
	'~',
	'$(touch escaped)',
	'CON',
	'x'.repeat(300),
	'👍'.repeat(255),
	' ',
	'a:b',
	'__proto__',
	'constructor',
	'toString',
	'null',
];

export const hostileText = (random: () => number): string => pick(hostileNames, random);

/** Another text in place of one of those in a document. */
export function withText(text: string, other: string, random: () => number): string {
	return replaceOne(text, text.trimStart().startsWith('{') ? /(?<=:")[^"]*(?=")/gv : /(?<=<\w[^>]*>)[^\n<>]+(?=<\/)|(?<= \w+=")[^"]*(?=")/gv, other, random);
}

/** A hostile name in place of one of those in a document. */
export function withHostileName(text: string, random: () => number): string {
	return replaceOne(text, /(?<= name=")[^"]*(?=")|(?<=<(?:name|path|abspath|username|email|device|currentState)(?: [^>]*)?>)[^<]*(?=<)|(?<="(?:name|path|username|email|realm)":")[^"]*(?=")/gv, hostileText(random), random);
}

function replaceOne(text: string, places: RegExp, other: string, random: () => number): string {
	const found = [...text.matchAll(places)];
	if (found.length === 0) {
		return text;
	}

	const place = pick(found, random);
	const bytes = Buffer.from(other).toString('latin1'); // documents are handled byte by byte
	return text.slice(0, place.index) + bytes + text.slice(place.index + place[0].length);
}

/** Whether a name has made a line of its own. */
export const isForged = (text: string): boolean => text.split('\n').some(line => line.startsWith(forged));
