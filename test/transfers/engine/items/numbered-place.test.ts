import {readdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import type {Location} from '../../../../source/files/location.ts';
import {runEngine} from '../../../../source/transfers/engine/loop/run.ts';
import {put} from '../../../support/cloud.ts';
import {queueFileAt} from '../../../support/queue-file.ts';
import {
	cloud,
	disk,
	openEngine,
	openTestQueue,
	runJob,
} from '../../../support/engine.ts';

describe('a copy that gets a numbered name', () => {
	it.each(['up', 'down', 'cloud', 'local'])('is not made twice by an engine that died before it could write it down (%s)', async direction => {
		const {tools, client, folder, files} = await openEngine();
		const [from, to]: readonly Location[] = {
			up: [disk(folder), cloud('/to')], down: [cloud('/from'), disk(path.join(folder, 'to'))], cloud: [cloud('/from'), cloud('/to')], local: [disk(folder), disk(path.join(folder, 'to'))],
		}[direction]!;
		const source = {...from!, path: `${from!.path}/a.txt`};
		await writeFile(path.join(folder, 'a.txt'), 'mine');
		await put(client, '/Jotta/Archive/from/a.txt', 'mine');
		await put(client, '/Jotta/Archive/other/a.txt', 'theirs');
		await put(client, '/Jotta/Archive/other/a (1).txt', 'ours');
		await runJob(tools, {sources: ['a.txt', 'a (1).txt'].map(name => cloud(`/other/${name}`)), target: to!});
		const {job} = await runJob(tools, {sources: [source], target: to!, overwrite: 'rename'});

		const queue = openTestQueue(tools);
		queueFileAt(tools).forgetEnd(job, {phase: 'sending'});
		await runEngine({tools, signal: new AbortController().signal});

		const names = to!.kind === 'local' ? await readdir(to!.path) : (await Array.fromAsync(files.list(to!.path))).flat().map(({name}) => name);
		expect(names.toSorted((one, other) => one.localeCompare(other))).toEqual(['a (1).txt', 'a (2).txt', 'a.txt']);
		expect(queue.itemsOf(job).map(({state}) => state)).toMatchObject([{phase: 'done', arrived: {segment: 'a (2).txt'}}]);
	});
});
