import type {Location} from '../files/location.ts';
import type {Opener} from './open-location.ts';
import type {Direction} from './snapshot.ts';

/** By name only. */
export function isSameSystem(one: Location, other: Location): boolean {
	return one.kind === 'local' ? other.kind === 'local' : other.kind === 'cloud' && one.account === other.account;
}

/** Whether two places are on the disk, or in one account: who owns an account decides, not what a person calls it. @throws Failure `not-signed-in` */
export async function isOneSystem(one: Location, other: Location, {identity}: Pick<Opener, 'identity'>): Promise<boolean> {
	return isSameSystem(one, other) || (one.kind === 'cloud' && other.kind === 'cloud' && await identity(one) === await identity(other));
}

export function directionOf(source: Location, target: Location): Direction {
	if (source.kind === 'local') {
		return target.kind === 'local' ? 'local' : 'up';
	}

	return target.kind === 'local' ? 'down' : 'cloud';
}
