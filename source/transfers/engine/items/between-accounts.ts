import {randomUUID} from 'node:crypto';
import {rm} from 'node:fs/promises';
import path from 'node:path';
import {makeTemporary, temporaryName} from '../../../files/leftovers.ts';
import type {Item} from '../../item.ts';
import {downloadItem} from './download-item.ts';
import {uploadItem} from './upload-item.ts';
import type {Outcome, WorkTools} from './work.ts';

/** From one account to another through this machine's temporary folder: the MD5 must be known before sending (protocol.md 8). */
export async function betweenAccounts(item: Item, tools: WorkTools): Promise<Outcome> {
	const folder = await makeTemporary(temporaryName('passing'));
	try {
		const spool = {kind: 'local', path: path.join(folder, randomUUID())} as const;
		// What is received here is gone with the folder: only what is sent is written down.
		await downloadItem({...item, direction: 'down', target: spool}, {...tools, step: () => ({}), onStep() {}}); // eslint-disable-line @typescript-eslint/no-empty-function -- see above
		return await uploadItem({...item, direction: 'up', source: spool}, tools);
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
}
