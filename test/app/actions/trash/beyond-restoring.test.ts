import {describe, expect, it} from 'vitest';
import {createRestoreCheck} from '../../../../source/app/actions/trash/beyond-restoring.ts';
import type {App} from '../../../../source/app/app.ts';
import type {Client} from '../../../../source/jotta/client.ts';
import {scriptedService} from '../../../support/scripted-service.ts';

describe('what could not be brought back', () => {
	it('is not waited for where the service says nothing', async () => {
		const silent: Client = {
			...scriptedService(() => '').client,
			send: async ({signal}) => new Promise((_, reject) => {
				signal?.addEventListener('abort', () => {
					reject(signal.reason as Error);
				});
			}),
		};
		const {among} = createRestoreCheck({service: {openClient: async () => silent} as unknown as App['service']}, 20);

		await expect(among([{location: {kind: 'cloud', account: 'jotta', path: '/Jotta/Archive/a'}, entry: {segment: 'a', name: 'a', kind: 'folder'}}])).resolves.toEqual([]);
	});
});
