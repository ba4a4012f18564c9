import {bareBadRequest, badArgument} from '../http/errors.ts';
import type {Switches} from '../state/service-switches.ts';

/** The segments below /jfs: user, device, mountpoint, folders, name (protocol.md E5). */
export type JfsAddress = {
	readonly segments: readonly string[];
	readonly endsInSlash: boolean;
};

/** Percent-decoded once; `+` is a space, text after a bare `;` is dropped, a `%` that is left is refused. */
export function readAddress(rawPath: string, {cutsAtSemicolon}: Pick<Switches, 'cutsAtSemicolon'>): JfsAddress {
	const raw = rawPath.replace(/^\/jfs\/?/v, '');
	const endsInSlash = raw.endsWith('/');
	const segments = raw.split('/').filter(segment => segment !== '').map(segment => decodeSegment(cutsAtSemicolon ? segment.split(';', 1)[0]! : segment));
	return {segments, endsInSlash};
}

function decodeSegment(raw: string): string {
	let decoded;
	try {
		decoded = decodeURIComponent(raw.replaceAll('+', ' '));
	} catch {
		throw bareBadRequest();
	}

	if (decoded.includes('%')) {
		throw bareBadRequest();
	}

	if (decoded === '.' || decoded === '..' || decoded.includes('/') || decoded.includes('\0')) {
		throw badArgument('Invalid path');
	}

	return decoded;
}

/** A path in a query or in an allocate request: plain segments. */
export function splitPath(path: string): readonly string[] {
	const segments = path.split('/').filter(segment => segment !== '');
	if (segments.some(segment => segment.includes('%'))) {
		throw bareBadRequest();
	}

	return segments;
}
