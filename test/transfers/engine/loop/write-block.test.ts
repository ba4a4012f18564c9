import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {resolveDirectories} from '../../../../source/settings/directories.ts';
import {createWriteBlock} from '../../../../source/transfers/engine/loop/write-block.ts';
import {isWriteBlocked} from '../../../../source/transfers/unwritable.ts';
import {openQueueFile} from '../../../support/queue-file.ts';
import {temporaryFolder} from '../../../support/temp-files.ts';

async function open() {
	const {store, protect} = await openQueueFile();
	const directories = resolveDirectories(path.join(await temporaryFolder(), 'config'));
	const said: string[] = [];
	let time = 5000;
	const hold = createWriteBlock(store, {
		directories,
		clock: {now: () => time, sleep: async () => undefined},
		log({message}) {
			said.push(message ?? '');
		},
	});
	const fail = () => {
		protect();
		try {
			store.progress.clear();
		} catch (error) {
			hold.begin(error);
		}
	};

	return {
		hold, protect, said, fail, isSeen: () => isWriteBlocked(directories), pass(milliseconds: number) {
			time += milliseconds;
		},
	};
}

describe('an engine whose queue cannot be written', () => {
	it('waits, says so once, and is seen to be held up; it goes on when there is room again', async () => {
		const {hold, fail, protect, pass, isSeen, said} = await open();
		expect([hold.lasts(), isSeen()]).toEqual([false, false]);

		fail();
		fail();
		expect([hold.lasts(), isSeen(), said.length]).toEqual([true, true, 1]);
		pass(1000);
		expect([hold.lasts(), isSeen(), said.length]).toEqual([true, true, 1]);

		protect(false);
		pass(1000);
		expect([hold.lasts(), isSeen(), said.length]).toEqual([false, false, 2]);
		expect([hold.lasts(), said.length]).toEqual([false, 2]);
	});

	it('tries to write once a second, not each time it is asked', async () => {
		const {hold, fail, protect, pass} = await open();
		fail();
		protect(false);

		pass(999);
		expect(hold.lasts()).toBe(true);
		pass(1);
		expect(hold.lasts()).toBe(false);
	});

	it('says it anew when it happens anew', async () => {
		const {hold, fail, protect, pass, said} = await open();
		fail();
		protect(false);
		pass(1000);
		hold.lasts();

		fail();

		expect(said).toHaveLength(3);
	});

	it('is held up no more when it ends', async () => {
		const {hold, fail, isSeen} = await open();
		fail();

		hold.end();

		expect([hold.lasts(), isSeen()]).toEqual([false, false]);
	});

	it('does not wait for what will not pass', async () => {
		const {hold, isSeen} = await open();

		expect(() => {
			hold.begin(new TypeError('a fault of ours'));
		}).toThrow('a fault of ours');
		expect([hold.lasts(), isSeen()]).toEqual([false, false]);
	});
});
