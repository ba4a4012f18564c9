import {Failure} from '../../../failure.ts';
import {isAsSeen} from '../../same-content.ts';
import type {ItemFacts} from '../../item.ts';

/** What is at the target is no longer what was decided about. */
export class TargetChanged extends Failure {
	constructor(name: string) {
		super('already-exists', `${name} changes there again and again while it is copied.`, {nextStep: {kind: 'retry-when', condition: 'nothing writes to it any more'}});
	}
}

type Target = ItemFacts['target'];

/** The last check before something is replaced: the decision holds only for what was seen. @throws TargetChanged */
export function checkAsSeen(name: string, {seen, now}: {readonly seen: Target; readonly now: Target}): void {
	if (!isAsSeen(seen, now)) {
		throw new TargetChanged(name);
	}
}
