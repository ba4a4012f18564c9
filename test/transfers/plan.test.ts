import {existsSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import type {Overwrite} from '../../source/transfers/item.ts';
import {createOpener} from '../../source/transfers/open-location.ts';
import {planJob} from '../../source/transfers/plan.ts';
import {put} from '../support/cloud.ts';
import {
	cloud,
	disk,
	openEngine,
	openTestQueue,
	runJob,
} from '../support/engine.ts';
import {makeTree} from '../support/trees.ts';

/** A tree whose `same.txt` is in the cloud, and whose `other.txt` is there with another content and of a later time. */
async function openTree() {
	const {tools, client, folder} = await openEngine();
	await makeTree(path.join(folder, 'tree'), {'new.txt': 'new', 'same.txt': 'same', 'other.txt': 'mine'}, 1_000_000_000);
	await put(client, '/Jotta/Archive/tree/same.txt', 'same');
	await put(client, '/Jotta/Archive/tree/other.txt', 'theirs');
	const {md5Cache} = openTestQueue(tools);
	const request = (overwrite: Overwrite) => ({
		kind: 'copy', sources: [disk(path.join(folder, 'tree'))], target: cloud(), overwrite,
	} as const);
	return {
		async plan(overwrite: Overwrite) {
			const planned: Record<string, string> = {};
			await planJob(request(overwrite), {
				opener: createOpener(tools), md5Cache, clock: tools.clock, signal: new AbortController().signal,
			}, {
				onItem({name}, {action}) {
					planned[name] = action;
				},
				onBatch: async () => undefined,
			});
			return planned;
		},
		run: async (overwrite: Overwrite) => runJob(tools, request(overwrite)),
	};
}

describe('a plan', () => {
	it.each([
		['newer', 'skip', 'skipped'],
		['never', 'skip', 'skipped'],
		['always', 'overwrite', 'done'],
		['rename', 'rename', 'done'],
		['ask', 'ask', 'asks'],
	] as const)('tells what the engine then does, and changes nothing: %s', async (overwrite, action, phase) => {
		const {plan, run} = await openTree();

		const [first, again] = [await plan(overwrite), await plan(overwrite)];
		const {rows} = await run(overwrite);

		expect(first).toEqual({
			tree: 'same', 'tree/new.txt': 'copy', 'tree/same.txt': 'same', 'tree/other.txt': action,
		});
		expect(again).toEqual(first);
		expect(rows.find(({name}) => name === 'tree/other.txt')?.phase).toBe(phase);
		expect(existsSync(':memory:')).toBe(false); // in the working folder
	});
});
