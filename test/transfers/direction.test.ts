import {describe, expect, it} from 'vitest';
import {directionOf, isSameSystem} from '../../source/transfers/direction.ts';
import {cloud, disk} from '../support/engine.ts';

const other = {kind: 'cloud', account: 'work', path: '/Jotta/Archive'} as const;

describe('a copy', () => {
	it.each([
		['on the disk', disk('/a'), disk('/b'), 'local', true],
		['to the cloud', disk('/a'), cloud(), 'up', false],
		['from the cloud', cloud(), disk('/a'), 'down', false],
		['inside an account', cloud('/a'), cloud('/b'), 'cloud', true],
		['from one account to another', cloud(), other, 'cloud', false],
	] as const)('%s goes that way', (_, source, target, direction, isSame) => {
		expect(directionOf(source, target)).toBe(direction);
		expect(isSameSystem(source, target)).toBe(isSame);
	});
});
