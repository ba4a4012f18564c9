import {withdraw} from '../../jotta/recreate.ts';
import type {Item} from '../item.ts';
import type {WorkTools} from './work.ts';

/*
A name that the program has picked, and under which content was announced: when the content goes elsewhere in the end, since names
have become free or taken meanwhile, or nowhere, the announcement is taken away. One under the name that was asked for stays for whoever tries again.
*/

/** Writes it down before it is announced. */
export function noteAnnounced(path: string, {item, md5, tools}: {readonly item: Item; readonly md5: string | undefined; readonly tools: Pick<WorkTools, 'step' | 'onStep'>}): void {
	if (path !== item.target.path && md5 !== undefined) {
		tools.onStep({...tools.step(), announced: {path, md5}});
	}
}

/** `kept`: where the content goes now. */
export async function dropAnnounced({target}: Pick<Item, 'target'>, {opener, signal, step, onStep}: Pick<WorkTools, 'opener' | 'signal' | 'step' | 'onStep'>, kept?: string): Promise<void> {
	const {announced, ...rest} = step();
	if (announced === undefined || announced.path === kept || target.kind === 'local') {
		return;
	}

	await withdraw(announced.path, announced, {client: await opener.client(target.account), signal});
	onStep(rest);
}
