import {withdraw} from '../../../jotta/trash/recreate.ts';
import type {Item} from '../../item.ts';
import type {TargetDecision} from './decide-target.ts';
import type {WorkTools} from './work.ts';

/*
Content that was announced under a numbered name: when it goes elsewhere in the end, since names have become free or taken, or
nowhere, the announcement is withdrawn. One under the name that was asked for stays for the next try.
*/

type Tools = Pick<WorkTools, 'opener' | 'signal' | 'step' | 'onStep'>;

/** Before content is put somewhere: withdraws what was announced elsewhere, and records a numbered name. */
export async function noteAnnounced(decision: TargetDecision, {item, md5, tools}: {readonly item: Item; readonly md5: string | undefined; readonly tools: Tools}): Promise<void> {
	await dropAnnounced(item, tools, decision.kind === 'send' || decision.kind === 'keep-both' ? decision.path : undefined);
	if (decision.kind === 'keep-both' && md5 !== undefined) {
		tools.onStep({...tools.step(), announced: {path: decision.path, md5}});
	}
}

/** Withdraws what was announced, unless it was for `kept`: where the content goes now. */
export async function dropAnnounced({target}: Pick<Item, 'target'>, {opener, signal, step, onStep}: Tools, kept?: string): Promise<void> {
	const {announced, ...rest} = step();
	if (announced === undefined || announced.path === kept || target.kind === 'local') {
		return;
	}

	await withdraw(announced.path, announced, {client: await opener.client(target.account), signal});
	onStep(rest);
}
