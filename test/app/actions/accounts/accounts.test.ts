import {describe, expect, it} from 'vitest';
import {openCloudApp} from '../../../support/app/cloud-app.ts';
import type {TestApp} from '../../../support/app/test-app.ts';
import {eventually, type} from '../../../support/drive.ts';

describe('the account screen', () => {
	async function roomLines(app: TestApp, words: RegExp): Promise<void> {
		type(app, 'g', 'a');
		await eventually(() => {
			const {dialog} = app.stores.window.get();
			expect(dialog && 'lines' in dialog ? dialog.lines.join('\n') : '').toMatch(words);
		});
	}

	it.each([
		['write', /Writing is locked\. Looking and copying from the cloud still work/v],
		['read', /Reading is locked\. Copying to the cloud may still work/v],
		['locked', /The account is locked: nothing can be read or written\. Only Jottacloud can unlock it/v],
	] as const)('has the lock %s in words, with what still works', async (lock, words) => {
		const {app, sandbox} = await openCloudApp();
		sandbox.state.switches.locks = [lock];

		await roomLines(app, words);
	});

	it('says that a full account still can look, copy from the cloud and delete', async () => {
		const {app, sandbox} = await openCloudApp();
		sandbox.state.limits.capacity = 10;

		await roomLines(app, /The account is full: .* Looking, copying from the cloud and deleting still work/v);
	});

	it('calls a plan without a capacity unlimited', async () => {
		const {app} = await openCloudApp({capacity: -1, switches: {placeSizes: 'told'}});

		await roomLines(app, /bytes used, unlimited/v);
		await roomLines(app, /bytes {2}Jotta › Archive/v); // where most of it is
	});
});
