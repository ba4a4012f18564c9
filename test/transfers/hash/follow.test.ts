import {createHash, randomBytes} from 'node:crypto';
import {
	appendFile,
	truncate,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {
	afterEach,
	beforeEach,
	describe,
	expect,
	it,
} from 'vitest';
import {createFollower, type Follower} from '../../../source/transfers/hash/follow.ts';
import {temporaryFolder} from '../../support/temp-files.ts';

const MiB = 1_048_576;
const md5Of = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');

describe('following a file that is being written', () => {
	let follower: Follower;
	let file: string;

	beforeEach(async () => {
		follower = createFollower();
		file = path.join(await temporaryFolder(), 'part');
		await writeFile(file, '');
	});

	afterEach(async () => {
		await follower.close();
	});

	it('gives the MD5 of all that is there in the end, whatever was told meanwhile', async () => {
		const bytes = randomBytes(9 * MiB + 17);
		const following = follower.follow(file);

		for (let at = 0; at < bytes.length; at += 2 * MiB) {
			await appendFile(file, bytes.subarray(at, at + 2 * MiB));
			following.upTo(Math.min(bytes.length, at + 2 * MiB));
		}

		expect(await following.md5()).toBe(md5Of(bytes));
	});

	it('follows several files at a time', async () => {
		const contents = [randomBytes(5 * MiB), randomBytes(3 * MiB), new Uint8Array(0)];
		const sums = await Promise.all(contents.map(async (bytes, index) => {
			const each = `${file} ${index}`;
			await writeFile(each, bytes);
			const following = follower.follow(each);
			following.upTo(bytes.length);
			return following.md5();
		}));

		expect(sums).toEqual(contents.map(bytes => md5Of(bytes)));
	});

	it('says when the file holds less than was written', async () => {
		await truncate(file, MiB);
		const following = follower.follow(file);
		following.upTo(MiB + 1);

		await expect(following.md5()).rejects.toThrow(/could not read/v);
	});

	it('leaves one and goes on with the next', async () => {
		const endless = 1_099_511_627_776; // 1 TiB that takes no room
		await truncate(file, endless);
		const left = follower.follow(file);
		left.upTo(endless);
		left.leave();
		const other = `${file} of another`;
		await writeFile(other, 'abc');
		const following = follower.follow(other);
		following.upTo(3);

		expect(await following.md5()).toBe(md5Of(new TextEncoder().encode('abc')));
	});
});
