import type {Location} from '../files/location.ts';
import type {Direction} from './snapshot.ts';

export function isSameSystem(one: Location, other: Location): boolean {
	return one.kind === 'local' ? other.kind === 'local' : other.kind === 'cloud' && one.account === other.account;
}

export function directionOf(source: Location, target: Location): Direction {
	if (source.kind === 'local') {
		return target.kind === 'local' ? 'local' : 'up';
	}

	return target.kind === 'local' ? 'down' : 'cloud';
}
