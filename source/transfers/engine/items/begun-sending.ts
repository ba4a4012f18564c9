import type {WorkTools} from './work.ts';

type Content = {readonly md5: string; readonly size: number; readonly position: number};

/** Notes from where an item sends its content, and gives back from where it has begun to: an earlier try, or an engine that was killed, has sent what lies between. */
export function noteBegun({md5, size, position}: Content, {step, onStep, rules}: Pick<WorkTools, 'step' | 'onStep' | 'rules'>): number {
	const {sending} = step();
	if (sending?.md5 === md5 && sending.from <= position) {
		return sending.from;
	}

	if (size > rules.resumeLimit) { // a smaller one is always sent whole
		onStep({...step(), sending: {md5, size, from: position}});
	}

	return position;
}

/** Bytes that earlier tries have sent of what turns out to be there. */
export function sentBefore({step}: Pick<WorkTools, 'step'>): number {
	const {sending} = step();
	return sending ? sending.size - sending.from : 0;
}
