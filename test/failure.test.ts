import {describe, expect, it} from 'vitest';
import {
	Failure,
	failureFacts,
	failureFrom,
	reworded,
} from '../source/failure.ts';

const ofCause = (cause?: unknown) => new Failure('service', 'It did not work.', {nextStep: '', cause});

describe('a failure as plain data', () => {
	it.each([
		['an error', ofCause(new Error('404 NoSuchFileException')), '404 NoSuchFileException'],
		['another failure, which has it from an error', reworded(ofCause(new Error('EIO')), words => words), 'EIO'],
		['an error with a secret', ofCause(new Error('sent Bearer abc.def')), 'sent Bearer …'],
		['an error that is long', ofCause(new Error('x'.repeat(9999))), 'x'.repeat(500)],
		['an error with what a terminal could act on', ofCause(new Error('\u{1B}[2J')), '␛[2J'],
		['nothing', ofCause(), undefined],
	])('keeps in words what was behind it: %s', (_, failure, cause) => {
		const facts = failureFacts(failure);

		expect(facts.cause).toBe(cause);
		expect(failureFacts(failureFrom(facts))).toEqual(facts);
	});
});
