import {describe, expect, it} from 'vitest';
import {openOwnSandbox} from '../../support/sandbox/sandbox-client.ts';

describe('allocate, as it can answer (22.3)', () => {
	it('allocateStatus: 201 (N6)', async () => {
		const {client} = await openOwnSandbox({switches: {allocateStatus: 201}});

		expect((await client.allocate('/Jotta/Archive/a.txt', 'a')).status).toBe(201);
	});

	it('nullsInAllocate: where nothing is to be sent (N6)', async () => {
		const {client} = await openOwnSandbox({switches: {nullsInAllocate: true}});
		await client.upload('/Jotta/Archive/a.txt', 'a');

		expect(await client.allocate('/Jotta/Archive/b.txt', 'a')).toMatchObject({
			state: 'COMPLETED', upload_id: null, upload_url: null, resume_pos: null,
		});
		expect(await client.allocate('/Jotta/Archive/c.txt', 'c')).toMatchObject({state: 'INCOMPLETE', resume_pos: 0});
	});

	it.each([
		['obeyed', 409],
		['ignored', 200],
		['refused', 400],
	] as const)('conflictHandler: %s', async (conflictHandler, status) => {
		const {client} = await openOwnSandbox({switches: {conflictHandler}});
		await client.upload('/Jotta/Archive/a.txt', 'a');

		expect((await client.allocate('/Jotta/Archive/a.txt', 'b', {conflict_handler: 'REJECT_CONFLICTS'})).status).toBe(status);
		expect((await client.allocate('/Jotta/Archive/a.txt', 'c')).status).toBe(200);
	});
});
