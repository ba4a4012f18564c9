import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {lineDifferences, withContext} from '../../../source/app/layout/line-differences.ts';

const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), {maxLength: 30});

describe('the differences of two texts', () => {
	it('lead from one to the other, whatever they are', () => {
		fc.assert(fc.property(lines, lines, (old, next) => {
			const found = lineDifferences(old, next);

			expect(found.filter(({sign}) => sign !== '+').map(({line}) => line)).toEqual(old);
			expect(found.filter(({sign}) => sign !== '-').map(({line}) => line)).toEqual(next);
		}));
	});

	it('leave alone what stays, and tell how much that is', () => {
		const old = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
		const next = ['1', '2', '3', '4', '5', '6', 'seven', '8', '9', '10'];

		expect(withContext(lineDifferences(old, next))).toEqual(['  … 3 lines alike', '  4', '  5', '  6', '- 7', '+ seven', '  8', '  9', '+ 10']);
	});
});
