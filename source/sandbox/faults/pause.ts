import {setTimeout as sleep} from 'node:timers/promises';

/** ms of waiting, cut short when the sandbox closes; it keeps no process alive. */
export async function pause(milliseconds: number, closing?: AbortSignal): Promise<void> {
	await sleep(milliseconds, undefined, {ref: false, ...(closing && {signal: closing})}).catch(() => undefined);
}
