import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openProgramOn} from '../../support/program/program-on-sandbox.ts';
import {startTestSandbox} from '../../support/sandbox.ts';
import {makeTree} from '../../support/trees.ts';

async function open() {
	const sandbox = await startTestSandbox();
	const program = await openProgramOn(sandbox);
	await makeTree(program.folder, {'a.txt': 'a'});
	return {...program, setFaults: sandbox.setFaults, copy: async () => program.run(['cp', path.join(program.folder, 'a.txt'), 'jotta:'])};
}

describe('a service that asks for a pause', () => {
	it.each([[['ls', 'jotta:'], 'GET'], [['about'], 'GET'], [['mkdir', 'jotta:new'], 'POST']] as const)('of an hour is a failure at once, and said: %j', async (words, method) => {
		const {run, setFaults} = await open();
		setFaults(`${method} /jfs/* status=429 retry-after=3600`);

		expect(await run(words)).toMatchObject({status: 1, err: 'jottafm: Jottacloud asks to wait 1h 0m. Try again after that.\n'});
	});

	it('of a moment is said, and kept', async () => {
		const {run, setFaults, copy} = await open();
		setFaults('GET /jfs/* status=503 retry-after=1 times=1');
		expect(await run(['ls', 'jotta:'])).toMatchObject({status: 0, err: 'Jottacloud asks to wait 1s. It is tried again then.\n'});

		setFaults('POST /files/v1/allocate status=503 retry-after=2 times=1');
		expect(await copy()).toMatchObject({status: 0, err: expect.stringContaining('Jottacloud asks to wait 2s. The queue goes on after that.\n') as string});
	});

	it('of more than an hour is a failure of what is copied', async () => {
		const {setFaults, copy} = await open();
		setFaults('POST /files/v1/allocate status=429 retry-after=7200');

		expect(await copy()).toMatchObject({status: 1, err: expect.stringContaining('jottafm: a.txt: Jottacloud asks to wait 2h 0m. Try again after that.') as string});
	});

	it.each([
		['503', /Jottacloud had a problem with a\.txt \(503[^\)]*\)\. It is tried again by itself\.\n/gv],
		['403 plain', /Something else than Jottacloud answers for a\.txt, with a page \(403\)\. [^\n]* It goes on by itself then\.\n/gv],
	])('that does not say how long is said once, however often it is tried: %s', async (fault, words) => {
		const {setFaults, copy} = await open();
		setFaults(`POST /files/v1/allocate status=${fault} times=2`);

		const {status, err} = await copy();

		expect([status, err.match(words)?.length]).toEqual([0, 1]);
	});

	it('is said on the screen', async () => {
		const {setFaults, openScreen, folder} = await open();
		setFaults('GET /jfs/*/Archive* status=429 retry-after=60 times=1');

		await openScreen([folder, 'jotta:']).waitFor('Jottacloud asks to wait 1m. It is tried again then.');
	});
});
