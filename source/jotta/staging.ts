import {createHash, randomBytes} from 'node:crypto';
import {baseSegment, joinPath, parentPath} from '../files/location.ts';
import {foldName} from './names.ts';

/*
Staging paths in the cloud: something has such a name for a moment, on the way to its own. Nobody else uses such names.
*/

const ending = '.jottafm-staged';
const longest = 40; // characters of the own name in it; the service takes 255 in all

/** A staging path for a path, used by nobody else. */
export function newStagingPath(path: string): string {
	return staging(path, randomBytes(6).toString('hex'));
}

/** A staging path that is the same for the same path and number: what was left there is found again. */
export function stagingPathOf(path: string, number: number): string {
	return staging(path, createHash('md5').update(`${foldName(path)} ${number}`).digest('hex').slice(0, 12));
}

export function isStaged(path: string): boolean {
	return unstaged(baseSegment(path)) !== baseSegment(path);
}

/** The own name of what is staged, which is what a person reads. */
export function unstaged(segment: string): string {
	return /^\.(?<own>.+)\.[\da-f]{12}\.jottafm-staged$/v.exec(segment)?.groups?.own ?? segment;
}

function staging(path: string, token: string): string {
	const short = [...baseSegment(path)].slice(0, longest).join('');
	return joinPath(parentPath(path), `.${short}.${token}${ending}`);
}
