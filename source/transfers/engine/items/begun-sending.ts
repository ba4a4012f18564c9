import type {WorkTools} from './work.ts';

const worthNoting = 65_536; // bytes: a smaller one is with the system at once, and a note costs a write to the disk

type Content = {readonly md5: string; readonly size: number; readonly position: number};

/** Notes from where an item sends its content, and gives back from where it has begun to: an earlier try, or an engine that was killed, has sent what lies between. */
export function noteBegun({md5, size, position}: Content, {step, onStep}: Pick<WorkTools, 'step' | 'onStep'>): number {
	const {sending} = step();
	const from = sending?.md5 === md5 && sending.from <= position ? sending.from : position;
	if (size > worthNoting) {
		onStep({...step(), sending: {md5, from, to: position}});
	}

	return from;
}

/** The service has all that was sent. */
export function noteSent({size}: Pick<Content, 'size'>, {step, onStep}: Pick<WorkTools, 'step' | 'onStep'>): void {
	const {sending} = step();
	if (sending) {
		onStep({...step(), sending: {...sending, to: size}});
	}
}

/** Bytes that earlier tries have certainly sent of content that turns out to be there: it may have come there in another way, too. */
export function sentBefore(md5: string | undefined, {step}: Pick<WorkTools, 'step'>): number {
	const {sending} = step();
	return sending && sending.md5 === md5 ? (sending.to ?? sending.from) - sending.from : 0;
}
