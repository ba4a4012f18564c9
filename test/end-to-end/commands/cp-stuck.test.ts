import {
	mkdir,
	readdir,
	rm,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {openProgramOn} from '../../support/program/program-on-sandbox.ts';
import {until} from '../../support/drive.ts';
import {startTestSandbox} from '../../support/sandbox.ts';
import {makeTree, uniqueFiles} from '../../support/trees.ts';

async function open() {
	const sandbox = await startTestSandbox({latency: 30});
	const program = await openProgramOn(sandbox);
	await makeTree(path.join(program.folder, 'tree'), uniqueFiles(60));
	return {...program, sandbox, copy: async () => program.run(['cp', path.join(program.folder, 'tree'), 'jotta:tree'])};
}

describe('cp that nothing works for', () => {
	it('ends with the reason where the lock of the engine is none', async () => {
		const {config, copy} = await open();
		await mkdir(path.join(config, 'locks', 'engine.lock'), {recursive: true});

		expect(await copy()).toMatchObject({status: 1, err: `jottafm: This file is no lock of jottafm, or it is damaged: ${path.join(config, 'locks', 'engine.lock')}. Move it away while the program does not run.\n`});
	});

	it.skipIf(process.platform !== 'linux').each(['queue', 'configuration folder'])('ends with the reason where its %s is removed meanwhile, and leaves no engine', async what => {
		const {config, copy, sandbox, engines} = await open();
		const copying = copy();
		await until(() => sandbox.state.revisions.totalSize() > 0);
		const gone = what === 'queue' ? (await readdir(config)).filter(name => name.startsWith('queue')).map(name => path.join(config, name)) : [config];
		for (const each of gone) {
			await rm(each, {recursive: true, maxRetries: 20, retryDelay: 10}); // the engine writes there meanwhile
		}

		expect(await copying).toMatchObject({status: 1, err: expect.stringContaining('The transfer queue was removed while it was in use') as string});
		await expect.poll(engines).toEqual([]);
	});
});

describe('cp where the queue is damaged', () => {
	it('says where that is kept, begins a new one, and copies', async () => {
		const {config, copy, run} = await open();
		await writeFile(path.join(config, 'queue.sqlite'), 'this is no database');

		expect(await copy()).toMatchObject({status: 0, err: expect.stringMatching(/queue was damaged: .*queue\.sqlite\. It is kept as .*queue\.damaged-1\.sqlite, and a new one was begun/v) as string});
		expect((await run(['queue'])).err).not.toContain('damaged');
	});
});
