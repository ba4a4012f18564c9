import {withdraw} from '../../../jotta/trash/recreate.ts';
import type {Item} from '../../item.ts';
import type {TargetDecision} from './decide-target.ts';
import type {WorkTools} from './work.ts';

/*
A name that the program has picked, and under which content was announced: when the content goes elsewhere in the end, since names
have become free or taken meanwhile, or nowhere, the announcement is taken away. One under the name that was asked for stays for whoever tries again.
*/

type Tools = Pick<WorkTools, 'opener' | 'signal' | 'step' | 'onStep'>;

/** Before content goes where it was decided: what was announced elsewhere is taken away, and a name that is picked now is written down. */
export async function noteAnnounced(decision: TargetDecision, {item, md5, tools}: {readonly item: Item; readonly md5: string | undefined; readonly tools: Tools}): Promise<void> {
	await dropAnnounced(item, tools, decision.kind === 'send' || decision.kind === 'keep-both' ? decision.path : undefined);
	if (decision.kind === 'keep-both' && md5 !== undefined) {
		tools.onStep({...tools.step(), announced: {path: decision.path, md5}});
	}
}

/** `kept`: where the content goes now. */
export async function dropAnnounced({target}: Pick<Item, 'target'>, {opener, signal, step, onStep}: Tools, kept?: string): Promise<void> {
	const {announced, ...rest} = step();
	if (announced === undefined || announced.path === kept || target.kind === 'local') {
		return;
	}

	await withdraw(announced.path, announced, {client: await opener.client(target.account), signal});
	onStep(rest);
}
