import type {Location} from '../files/location.ts';
import type {Opener} from './open-location.ts';
import type {Direction} from './snapshot.ts';

/** Whether two places are on the disk, or in one account: who owns an account decides, not what a person calls it. @throws Failure `not-signed-in` */
export async function isOneSystem(one: Location, other: Location, {identity}: Pick<Opener, 'identity'>): Promise<boolean> {
	if (one.kind === 'local' || other.kind === 'local') {
		return one.kind === other.kind;
	}

	return one.account === other.account || await identity(one) === await identity(other);
}

export function directionOf(source: Location, target: Location): Direction {
	if (source.kind === 'local') {
		return target.kind === 'local' ? 'local' : 'up';
	}

	return target.kind === 'local' ? 'down' : 'cloud';
}
