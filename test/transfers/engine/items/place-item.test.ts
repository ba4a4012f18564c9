import {readFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Client} from '../../../../source/jotta/client.ts';
import {openContent} from '../../../../source/jotta/download.ts';
import {runEngine} from '../../../../source/transfers/engine/loop/run.ts';
import type {Overwrite} from '../../../../source/transfers/item.ts';
import {watchQueue} from '../../../../source/transfers/watch.ts';
import {put} from '../../../support/cloud.ts';
import {
	cloud,
	disk,
	openEngine,
	openTestQueue,
	startTestEngine,
} from '../../../support/engine.ts';
import {makeTree} from '../../../support/trees.ts';

/** A file `a.txt` in a source folder and one in a target folder, and a queue with a copy of the one over the other. */
async function openConflict(way: 'up' | 'down' | 'on the disk' | 'in the cloud') {
	const {tools, client, folder, sandbox} = await openEngine();
	const [isFromDisk, isToDisk] = [way === 'up' || way === 'on the disk', way === 'down' || way === 'on the disk'];
	const write = async (isOnDisk: boolean, file: string, text: string) => {
		await (isOnDisk ? makeTree(folder, {[file]: text}) : put(client, `/Jotta/Archive/${file}`, text));
	};

	const queue = openTestQueue(tools);
	return {
		queue,
		sandbox,
		watch: watchQueue(queue, () => true),
		writeSource: async (text: string) => write(isFromDisk, 'from/a.txt', text),
		writeTarget: async (text: string) => write(isToDisk, 'to/a.txt', text),
		async readTarget() {
			if (isToDisk) {
				return readFile(path.join(folder, 'to', 'a.txt'), 'utf8');
			}

			const chunks = await Array.fromAsync(await openContent('/Jotta/Archive/to/a.txt', {client}));
			return chunks.map(chunk => new TextDecoder().decode(chunk)).join('');
		},
		add(overwrite: Overwrite) {
			return queue.add({
				kind: 'copy', sources: [isFromDisk ? disk(path.join(folder, 'from/a.txt')) : cloud('/from/a.txt')], target: isToDisk ? disk(path.join(folder, 'to')) : cloud('/to'), overwrite,
			});
		},
		run: async () => runEngine({tools, signal: new AbortController().signal}),
	};
}

describe.each(['up', 'down', 'on the disk', 'in the cloud'] as const)('a person who agreed to overwrite a file (%s)', way => {
	it('is asked again when another one stands there by then, and their next answer is about that', async () => {
		const {queue, watch, writeSource, writeTarget, readTarget, add, run} = await openConflict(way);
		await writeSource('from the source');
		await writeTarget('seen');
		add('ask');
		await run();
		const [first] = watch.snapshot().rows;

		await writeTarget('written after the question');
		queue.answer(first!.id, 'overwrite');
		await run();

		const [again] = watch.snapshot().rows;
		expect([first?.conflict?.target.size, again?.phase, again?.conflict?.target.size]).toEqual([4, 'asks', 26]);
		expect(await readTarget()).toBe('written after the question');

		queue.answer(again!.id, 'overwrite');
		await run();

		expect([watch.snapshot().totals.done, await readTarget()]).toEqual([1, 'from the source']);
	});
});

/*
JOTTAFM_AGREED_RUNS=200 is the long form; the suite runs a few.
*/
const numberRuns = Number(process.env.JOTTAFM_AGREED_RUNS ?? 10);

type Version = {readonly text: string; readonly time: number};

type Name = {readonly source: Version; readonly before: Version | undefined; readonly meanwhile: Version | undefined};

const version = fc.record({text: fc.constantFrom('one', 'two', 'three words'), time: fc.constantFrom(1_600_000_000, 1_700_000_000, 1_800_000_000)});

const name: fc.Arbitrary<Name> = fc.record({source: version, before: fc.option(version, {nil: undefined}), meanwhile: fc.option(version, {nil: undefined, freq: 3})});

const policies: readonly Overwrite[] = ['ask', 'newer', 'always', 'never', 'rename'];

/** What may stand under a name at the end, by what was agreed to: the rule, about what is there when its turn comes. What was written meanwhile may stay in any case. */
function agreed({source, before, meanwhile}: Name, policy: Overwrite): readonly string[] {
	if (meanwhile) {
		return [meanwhile.text, ...agreed({source, before: meanwhile, meanwhile: undefined}, policy)];
	}

	if (!before) {
		return [source.text];
	}

	switch (policy) {
		case 'always': {
			return [source.text];
		}

		case 'newer': {
			return [source.time > before.time ? source.text : before.text];
		}

		case 'ask':
		case 'never':
		case 'rename': {
			return [before.text];
		}

		default: {
			throw new TypeError(`unknown rule ${(policy satisfies never)}`);
		}
	}
}

async function textInCloud(file: string, client: Client): Promise<string> {
	let text = '';
	for await (const chunk of await openContent(file, {client})) {
		text += new TextDecoder().decode(chunk);
	}

	return text;
}

/** Both ends of a copy on one sandbox: what is written to the target, and what stands there. */
async function openEnds(isUp: boolean) {
	const {tools, client, folder, sandbox} = await openEngine();
	const here = path.join(folder, 'here');
	const write = {
		async disk(file: string, {text, time}: Version) {
			await makeTree(here, {[file]: text}, time);
		},
		async cloud(file: string, {text, time}: Version) {
			await put(client, `/Jotta/Archive/there/${file}`, text, time * 1000);
		},
	};
	return {
		tools,
		sandbox,
		sources: (files: readonly string[]) => files.map(file => isUp ? disk(path.join(here, file)) : cloud(`/there/${file}`)),
		target: isUp ? cloud('/there') : disk(here),
		writeSource: isUp ? write.disk : write.cloud,
		writeTarget: isUp ? write.cloud : write.disk,
		readTarget: async (file: string) => isUp ? textInCloud(`/Jotta/Archive/there/${file}`, client) : readFile(path.join(here, file), 'utf8'),
	};
}

async function copyMeanwhile(names: readonly Name[], {policy, isUp}: {readonly policy: Overwrite; readonly isUp: boolean}) {
	const {
		tools, sources, target, writeSource, writeTarget, readTarget,
	} = await openEnds(isUp);
	const files = names.map((_, index) => `${index}.txt`);
	const queue = openTestQueue(tools);
	for (const [index, {source, before}] of names.entries()) {
		await writeSource(files[index]!, source);
		await (before && writeTarget(files[index]!, before));
	}

	queue.limitTransfers(0);
	queue.add({
		kind: 'copy', sources: sources(files), target, overwrite: policy,
	});
	const {ended: engine} = startTestEngine(tools);
	await expect.poll(() => watchQueue(queue, () => true).snapshot().totals, {interval: 5}).toMatchObject({waiting: files.length, isCounting: false});
	for (const [index, {meanwhile}] of names.entries()) {
		await (meanwhile && writeTarget(files[index]!, meanwhile));
	}

	queue.limitTransfers(undefined);
	await engine;
	const {failed} = watchQueue(queue, () => true).snapshot().totals;
	queue.close();
	return {failed, texts: await Promise.all(files.map(async file => readTarget(file)))};
}

describe.each([['up', true], ['down', false]] as const)('a copy %s', (_, isUp) => {
	it(`replaces nothing that was not agreed to, also where somebody writes there meanwhile (${numberRuns} runs)`, async () => {
		await fc.assert(fc.asyncProperty(fc.array(name, {minLength: 1, maxLength: 5}), fc.constantFrom(...policies), async (names, policy) => {
			const {failed, texts} = await copyMeanwhile(names, {policy, isUp});

			expect(failed).toBe(0);
			expect(texts.map((text, index) => agreed(names[index]!, policy).includes(text) ? 'agreed' : text)).toEqual(names.map(() => 'agreed'));
		}), {numRuns: numberRuns, endOnFailure: true});
	}, 60_000 + (numberRuns * 5000));
});
