import {createHash, randomBytes} from 'node:crypto';
import {baseSegment, joinPath, parentPath} from '../files/location.ts';
import {foldName} from './names.ts';

/*
Names in the cloud under which something waits for a moment on its way to its own. No person has such a name.
*/

const ending = '.jottafm-staged';
const longest = 40; // characters of the own name; the service takes 255 in all

/** A name beside a path that nobody has. */
export function newStagingPath(path: string): string {
	return staging(path, randomBytes(6).toString('hex'));
}

/** A name beside a path that is the same each time it is asked for: who comes later finds what was left there. */
export function stagingPathOf(path: string, number: number): string {
	return staging(path, createHash('md5').update(`${foldName(path)} ${number}`).digest('hex').slice(0, 12));
}

export function isStaged(path: string): boolean {
	return unstaged(baseSegment(path)) !== baseSegment(path);
}

/** The own name of what waits under one of these; what a person reads of it. */
export function unstaged(segment: string): string {
	return /^\.(?<own>.+)\.[\da-f]{12}\.jottafm-staged$/v.exec(segment)?.groups?.own ?? segment;
}

function staging(path: string, token: string): string {
	const short = [...baseSegment(path)].slice(0, longest).join('');
	return joinPath(parentPath(path), `.${short}.${token}${ending}`);
}
