import {toFailure} from '../failure.ts';
import type {Context, Status} from './context.ts';
import {statusOf} from './output.ts';

/** Does the same for each place; one that fails is named and the others go on. The status is the first failure's. */
export async function forEach(texts: readonly string[], {output, signal}: Context, work: (text: string) => Promise<void>): Promise<Status> {
	let status: Status = 0;
	for (const text of texts) {
		try {
			await work(text);
		} catch (error) {
			const failure = toFailure(error);
			if (signal.aborted) {
				throw failure;
			}

			output.failure(failure.message, failure.nextStep);
			status = status === 0 ? statusOf(failure) : status;
		}
	}

	return status;
}
