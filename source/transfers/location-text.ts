import path from 'node:path';
import {Failure} from '../failure.ts';
import {
	baseSegment,
	joinPath,
	parentPath,
	type Location,
} from '../files/location.ts';
import type {NameCodec} from '../jotta/name-codec.ts';
import {nameOfTyped, typedName} from '../jotta/names.ts';
import type {Tools} from './open-location.ts';

type Home = {readonly device: string; readonly mountpoint: string};

/**
What a person types as a place: `NAME:PATH` in the cloud, relative to the account's home place or absolute with `/Device/Mountpoint`;
anything else on the disk. `./a:b` is a local name with a colon.
@throws Failure `not-signed-in`, `usage`
*/
export async function parseLocation(text: string, {tools: {accounts, names}, cwd}: {readonly tools: Pick<Tools, 'accounts' | 'names'>; readonly cwd: string}): Promise<Location> {
	const match = /^(?<account>[\w\-]+):(?<below>.*)$/sv.exec(text)?.groups;
	if (!match) {
		return {kind: 'local', path: path.resolve(cwd, text)};
	}

	const {account = '', below = ''} = match;
	const {home} = await accounts.get(account);
	const segments = below.split('/').filter(segment => segment !== '' && segment !== '.');
	if (segments.includes('..')) {
		throw new Failure('usage', `A cloud path has no ..: ${text}`, {nextStep: 'Write the whole path.'});
	}

	const stored = segments.map(segment => names.fromShown(nameOfTyped(segment)));
	const whole = below.startsWith('/') ? stored : [home.device, home.mountpoint, ...stored];
	return {kind: 'cloud', account, path: `/${whole.join('/')}`};
}

/** A place from a folder on, as a person writes it: `plan.txt`, `2026/march`, `../old`. */
export function placeBelow(folder: Location, text: string, names: NameCodec): Location {
	const segments = text.split('/').filter(name => name !== '' && name !== '.');
	const below = (at: string, name: string) => joinPath(at, folder.kind === 'cloud' ? names.fromShown(nameOfTyped(name)) : name);
	return {...folder, path: segments.reduce((at, name) => name === '..' ? parentPath(at) : below(at, name), folder.path)};
}

/** A place as it is typed; `parseLocation` gives it back. */
export function printLocation(location: Location, {names, home}: {readonly names: NameCodec; readonly home?: Home | undefined}): string {
	if (location.kind === 'local') {
		return location.path;
	}

	const segments = location.path.split('/').filter(Boolean);
	const spoken = segments.map(segment => typedName(names.toShown(segment)));
	const isBelowHome = home && segments[0] === home.device && segments[1] === home.mountpoint;
	return `${location.account}:${isBelowHome ? spoken.slice(2).join('/') : `/${spoken.join('/')}`}`;
}

/** The last part of a place, as a person knows it. */
export function lastName(location: Location, names: NameCodec): string {
	const segment = baseSegment(location.path);
	return segment === '' ? location.path : (location.kind === 'cloud' ? names.toShown(segment) : segment);
}
