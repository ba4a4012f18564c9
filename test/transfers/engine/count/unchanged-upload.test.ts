import {utimes} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {createHasher, type Hasher} from '../../../../source/transfers/hash/hasher.ts';
import {
	cloud,
	disk,
	openEngine,
	runJob,
} from '../../../support/engine.ts';
import {makeTree, mixedFiles} from '../../../support/trees.ts';

const files = mixedFiles(60);

/** The engine's own way to the files of the disk, and which of them it has opened. */
function countingHasher(): {readonly hasher: Hasher; readonly opened: readonly string[]} {
	const [own, opened] = [createHasher(), [] as string[]];
	return {
		opened,
		hasher: {
			...own,
			async hash(file, options) {
				opened.push(file);
				return own.hash(file, options);
			},
			follow(file, options) {
				opened.push(file);
				return own.follow(file, options);
			},
		},
	};
}

async function openUploaded() {
	const {tools, folder, sandbox} = await openEngine();
	const album = path.join(folder, 'album');
	await makeTree(album, files);
	const copy = async () => {
		const {hasher, opened} = countingHasher();
		const before = sandbox.log.length;
		const result = await runJob(tools, {sources: [disk(album)], target: cloud()}, {hasher});
		return {...result, opened, requests: sandbox.log.slice(before).map(each => each.path)};
	};

	return {album, copy, first: await copy()};
}

const sending = (requests: readonly string[]) => requests.filter(each => /allocate|^\/upload/v.test(each));

describe('a tree that is uploaded again', () => {
	it('is not read when it has not changed, and costs less than a request a file', async () => {
		const {copy, first} = await openUploaded();

		const again = await copy();

		expect(first.opened).toHaveLength(Object.keys(files).length);
		expect(again).toMatchObject({failures: [], sent: 0, opened: []});
		expect(sending(again.requests)).toEqual([]);
		expect(again.requests.length).toBeLessThan(Object.keys(files).length);
	});

	it('is read where somebody has written to it', async () => {
		const {album, copy} = await openUploaded();
		const touched = path.join(album, Object.keys(files)[3]!);
		await utimes(touched, 1_800_000_000, 1_800_000_000);

		const again = await copy();

		expect(again).toMatchObject({failures: [], sent: 0, opened: [touched]});
	});
});
