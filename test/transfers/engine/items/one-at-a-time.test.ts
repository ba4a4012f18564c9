import {readdir} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import type {Location} from '../../../../source/files/location.ts';
import {writeSetting} from '../../../../source/settings/settings.ts';
import {createOneAtATime} from '../../../../source/transfers/engine/items/one-at-a-time.ts';
import {runEngine} from '../../../../source/transfers/engine/loop/run.ts';
import {put} from '../../../support/cloud.ts';
import {
	cloud,
	disk,
	openEngine,
	openTestQueue,
} from '../../../support/engine.ts';
import {makeTree} from '../../../support/trees.ts';

const never = new AbortController().signal;

describe('work about one place', () => {
	it('is done one after the other, and that about another place beside it', async () => {
		const {run} = createOneAtATime();
		const log: string[] = [];
		const gate = Promise.withResolvers<void>();
		const first = run(['a'], async () => {
			log.push('first');
			await gate.promise;
			log.push('first is over');
		}, never);
		const second = run(['a'], async () => {
			log.push('second');
		}, never);
		await run(['b'], async () => {
			log.push('elsewhere');
		}, never);

		gate.resolve();
		await Promise.all([first, second]);

		expect(log).toEqual(['first', 'elsewhere', 'first is over', 'second']);
	});

	it('about two is done by itself, whichever of the two is named first', async () => {
		const {run} = createOneAtATime();
		const log: string[] = [];
		const enter = async (name: string) => {
			log.push(name);
			await Promise.resolve();
			log.push(name);
		};

		await Promise.all([run(['a', 'b'], async () => enter('there'), never), run(['b', 'a'], async () => enter('back'), never), run(['b', 'b'], async () => enter('onto itself'), never)]);

		expect(log.filter((_, index) => index % 2 === 0)).toEqual(log.filter((_, index) => index % 2 === 1));
	});

	it('goes on after one that has failed', async () => {
		const {run} = createOneAtATime();
		const failing = run(['a'], async () => {
			throw new Error('no');
		}, never);

		await expect(failing).rejects.toThrow('no');
		expect(await run(['a'], async () => 'done', never)).toBe('done');
	});

	it('that is given up leaves the line', async () => {
		const {run} = createOneAtATime();
		const gate = Promise.withResolvers<void>();
		const first = run(['a'], async () => gate.promise, never);
		const leaving = new AbortController();
		const second = run(['a'], async () => 'second', leaving.signal);
		leaving.abort();

		await expect(second).rejects.toMatchObject({code: 'cancelled'});
		gate.resolve();
		await first;
		expect(await run(['a'], async () => 'third', never)).toBe('third');
	});
});

describe('two moves that would change places', () => {
	it('take nothing for their copy that the other one is about to take away', async () => {
		const {tools, client, files, folder} = await openEngine();
		await writeSetting('hard_delete', true, tools.directories);
		const names = Array.from({length: 30}, (_, index) => `${index}.txt`);
		await makeTree(folder, Object.fromEntries(names.map(name => [name, name])));
		await Promise.all(names.map(async name => put(client, `/Jotta/Archive/${name}`, name)));
		const queue = openTestQueue(tools);
		const add = (source: Location, target: Location) => queue.add({
			kind: 'move', sources: [source], target, overwrite: 'always',
		});
		for (const name of names) {
			add(disk(path.join(folder, name)), cloud());
			add(cloud(`/${name}`), disk(folder));
		}

		await runEngine({tools, signal: new AbortController().signal});

		const inCloud = (await Array.fromAsync(files.list('/Jotta/Archive'))).flat().map(({name}) => name);
		expect([...inCloud, ...await readdir(folder)].toSorted()).toEqual(names.toSorted());
	});
});
