import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {commands as keys} from '../../source/app/command-table/commands.ts';
import {commandTable} from '../../source/commands/table.ts';
import {anyStep} from '../support/nothing-is-lost/operations.ts';
import {keyMarks, wordMarks} from '../support/nothing-is-lost/table.ts';

const sorted = (names: readonly string[]) => names.toSorted((one, other) => one.localeCompare(other));

describe('the table of what can lose a file', () => {
	it('has every command of the command line, and no other', () => {
		expect(sorted(Object.keys(wordMarks))).toEqual(sorted(commandTable.commands.map(({name}) => name)));
	});

	it('has every command of the screen, and no other', () => {
		expect(sorted(Object.keys(keyMarks))).toEqual(sorted(keys.map(({id}) => id)));
	});

	it('names operations that the property test does', () => {
		const done = new Set(fc.sample(anyStep, {numRuns: 3000, seed: 1}).map(({operation}) => operation.kind));
		const named = [...Object.values(wordMarks), ...Object.values(keyMarks)].flatMap(mark => 'by' in mark ? mark.by : []);

		expect(named.filter(kind => !done.has(kind))).toEqual([]);
	});
});
