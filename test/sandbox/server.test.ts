import {setImmediate} from 'node:timers/promises';
import {
	describe,
	expect,
	it,
	vi,
} from 'vitest';
import {openOwnSandbox} from '../support/sandbox/sandbox-client.ts';
import {startTestSandbox} from '../support/sandbox.ts';
import {temporaryFolder} from '../support/temp-files.ts';

describe('closing the sandbox', () => {
	it('lets what is under way come to its end before the database is closed', async () => {
		const directory = await temporaryFolder();
		const {sandbox, client} = await openOwnSandbox({directory});
		const complaints = vi.spyOn(console, 'error').mockReturnValue(undefined);
		const {promise, resolve: goOn} = Promise.withResolvers<boolean>();
		const check = vi.spyOn(sandbox.state.content, 'isWhole').mockReturnValue(promise);
		const sent = client.upload('/Jotta/Archive/last.txt', 'the last').catch(() => 'cut');
		await vi.waitFor(() => {
			expect(check).toHaveBeenCalled();
		});

		const closed = sandbox.close();
		expect(await sent).toBe('cut');
		for (let turn = 0; turn < 10; turn += 1) {
			await setImmediate();
		}

		goOn(true);
		await closed;
		await setImmediate();

		expect(complaints).not.toHaveBeenCalled();
		complaints.mockRestore();
		const {state: {tree, revisions}} = await startTestSandbox({directory});
		expect(revisions.current(tree.find(['Jotta', 'Archive', 'last.txt'])!.id)).toMatchObject({size: 8});
	});

	it.each([{latency: 600_000}, {faults: 'GET * stall=600000'}, {bandwidthDown: 1}])('waits for no pause: %o', async options => {
		const {sandbox, client} = await openOwnSandbox();
		await client.upload('/Jotta/Archive/a.txt', '0123456789');
		Object.assign(sandbox.state.limits, options);
		sandbox.setFaults('faults' in options ? options.faults : '');
		const asked = client.get('/Jotta/Archive/a.txt?mode=bin').catch(() => 'cut');
		await setImmediate();

		await sandbox.close();

		expect(await asked).toBe('cut');
	});
});
