import {stat, utimes, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {isUnchangedUpload} from '../../../../source/transfers/engine/count/unchanged-upload.ts';
import {createHasher, type Hasher} from '../../../../source/transfers/hash/hasher.ts';
import {createMd5Cache} from '../../../../source/transfers/hash/md5-cache.ts';
import type {ItemSubject} from '../../../../source/transfers/item.ts';
import type {Job} from '../../../../source/transfers/job.ts';
import {openTransferStore} from '../../../../source/transfers/store/store.ts';
import {
	cloud,
	disk,
	openEngine,
	runJob,
} from '../../../support/engine.ts';
import {temporaryFolder} from '../../../support/temp-files.ts';
import {makeTree, mixedFiles} from '../../../support/trees.ts';

const md5 = '5d41402abc4b2a76b9719d911017c592';

async function openCase() {
	const file = path.join(await temporaryFolder(), 'hello.txt');
	await writeFile(file, 'hello');
	await utimes(file, 1_700_000_000.5, 1_700_000_000.5);
	const md5Cache = createMd5Cache(openTransferStore(':memory:').md5s);
	md5Cache.keep(await stat(file, {bigint: true}), md5);
	const subject: ItemSubject = {
		job: 1, kind: 'file', direction: 'up', name: 'hello.txt', source: disk(file), target: cloud('/hello.txt'), size: 5,
		facts: {source: {size: 5}, target: {size: 5, md5, modified: 1_700_000_000_000}},
	};
	const isUnchanged = async (changes: Partial<ItemSubject> = {}, kind: Job['kind'] = 'copy') => isUnchangedUpload({...subject, ...changes}, {kind} as Job, md5Cache);
	return {file, subject, isUnchanged};
}

const target = (changes: Partial<NonNullable<ItemSubject['facts']['target']>>): Partial<ItemSubject> => ({
	facts: {
		source: {size: 5}, target: {
			size: 5, md5, modified: 1_700_000_000_000, ...changes,
		},
	},
});

describe('an upload that has nothing to do', () => {
	it('is known by the listing, the file as it is now, and its remembered MD5', async () => {
		const {isUnchanged} = await openCase();

		expect(await isUnchanged()).toBe(true);
	});

	it('is none where the content or the second differs, or nothing is there', async () => {
		const {isUnchanged} = await openCase();

		expect(await isUnchanged(target({md5: '0'.repeat(32)}))).toBe(false);
		expect(await isUnchanged(target({size: 6}))).toBe(false);
		expect(await isUnchanged(target({modified: 1_700_000_001_000}))).toBe(false);
		expect(await isUnchanged({facts: {source: {size: 5}}})).toBe(false);
	});

	it('is none where the original is to be removed, or the file was written to or is gone', async () => {
		const {isUnchanged, file} = await openCase();

		expect(await isUnchanged({}, 'move')).toBe(false);
		expect(await isUnchanged({source: disk(`${file}.gone`)})).toBe(false);
		await writeFile(file, 'HELLO');
		await utimes(file, 1_700_000_000.5, 1_700_000_000.5);
		expect(await isUnchanged()).toBe(false);
	});
});

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
