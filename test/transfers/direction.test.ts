import {describe, expect, it} from 'vitest';
import type {Location} from '../../source/files/location.ts';
import {directionOf, isOneSystem} from '../../source/transfers/direction.ts';
import {cloud, disk} from '../support/engine.ts';

const other = {kind: 'cloud', account: 'work', path: '/Jotta/Archive'} as const;

const byName = {identity: async (place: Location) => place.kind === 'local' ? 'disk' : place.account};

describe('a copy', () => {
	it.each([
		['on the disk', disk('/a'), disk('/b'), 'local', true],
		['to the cloud', disk('/a'), cloud(), 'up', false],
		['from the cloud', cloud(), disk('/a'), 'down', false],
		['inside an account', cloud('/a'), cloud('/b'), 'cloud', true],
		['from one account to another', cloud(), other, 'cloud', false],
	] as const)('%s goes that way', async (_, source, target, direction, isSame) => {
		expect(directionOf(source, target)).toBe(direction);
		expect(await isOneSystem(source, target, byName)).toBe(isSame);
	});
});
