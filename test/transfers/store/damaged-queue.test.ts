import {
	mkdir,
	readFile,
	readdir,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {
	describe,
	expect,
	it,
	onTestFinished,
} from 'vitest';
import {resolveDirectories} from '../../../source/settings/directories.ts';
import {setAside} from '../../../source/transfers/store/damaged-queue.ts';
import {openTransferStore} from '../../../source/transfers/store/store.ts';
import {cloud, disk, openTestQueue} from '../../support/engine.ts';
import {queueFileAt} from '../../support/queue-file.ts';
import {systemClock} from '../../support/sandbox.ts';
import {temporaryFolder} from '../../support/temp-files.ts';

const request = {
	kind: 'copy', sources: [disk('/album')], target: cloud(), overwrite: 'newer',
} as const;

async function open() {
	const tools = {directories: resolveDirectories(await temporaryFolder()), clock: systemClock};
	const {database: file} = tools.directories;
	return {
		tools, file, kept: path.join(path.dirname(file), 'queue.damaged-1.sqlite'), aside: async () => (await readdir(path.dirname(file))).filter(name => name.includes('damaged')),
	};
}

describe('a damaged queue', () => {
	it.each([
		['no database', async (file: string) => writeFile(file, 'this is a text')],
		['a folder', async (file: string) => mkdir(file)],
		['cut in the middle of its first page', async (file: string) => writeFile(file, 'SQLite format 3\0' + '\u{1}'.repeat(3000))],
	])('is kept under another name, a new one is begun, and that is told once: %s', async (_, spoil) => {
		const {tools, file, kept, aside} = await open();
		await spoil(file);

		const queue = openTestQueue(tools);

		expect(queue.takeNotice()).toMatchObject({message: `The transfer queue was damaged: ${file}.`, nextStep: `It is kept as ${kept}, and a new one was begun: what was not copied yet has to be copied again.`});
		expect([queue.takeNotice(), await aside(), queue.add(request)]).toEqual([undefined, [path.basename(kept)], 1]);
	});

	it('is kept with what its log holds when that is found out in the middle of the work, and everybody who has it open hears of it', async () => {
		const {tools, file, kept} = await open();
		const queue = openTestQueue(tools);
		const job = queue.add(request);
		queueFileAt(tools).insert(job, Array.from({length: 500}, (_each, index) => [{
			direction: 'up', name: `${index}`, source: disk(`/album/${index}`), target: cloud(`/album/${index}`), size: 2,
		}, {phase: 'waiting'}]));
		queue.close();
		const content = await readFile(file);
		await writeFile(file, content.fill(0xFF, content.length - 100_000)); // its head tells nothing of that
		const [reader, other] = [openTransferStore(file), openTestQueue(tools)];
		onTestFinished(reader.close);

		expect(() => reader.shown.rows()).toThrow(expect.objectContaining({message: `The transfer queue was damaged: ${file}.`, nextStep: expect.stringContaining(kept) as string}) as Error);

		expect([reader.isRemoved(), other.removal()?.message, other.writeBlock()?.sentence, other.hasWork()]).toEqual([true, ...Array.from({length: 2}, () => `The transfer queue was removed while it was in use: ${file}.`), false]);
		expect(() => other.add(request)).toThrow('was removed');
		expect(openTestQueue(tools).takeNotice()?.message).toContain('was damaged');
	});

	it('is none that another process has set aside just before', async () => {
		const {tools, file, aside} = await open();
		openTestQueue(tools).add(request);

		expect([setAside(file), await aside()]).toEqual([undefined, []]);
	});
});
