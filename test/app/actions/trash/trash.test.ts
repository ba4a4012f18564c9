import {
	describe,
	expect,
	it,
} from 'vitest';
import {fewFiles} from '../../../support/app/folders.ts';
import {
	file,
	openTestApp,
} from '../../../support/app/test-app.ts';
import {
	type,
	asked,
	eventually,
	namesIn,
} from '../../../support/drive.ts';

describe('deleting', () => {
	it('asks, and Enter is the safe answer', async () => {
		const app = await openTestApp({cloud: {'/Jotta/Archive': [file('a.txt'), file('b.txt')]}});

		type(app, 'Tab', 'Down', 'd');
		await asked(app, 'Move to the trash?');
		type(app, 'Enter');
		expect(app.stores.window.get().dialog).toBeUndefined();
		type(app, 'Down', 'd');
		await asked(app, 'Move to the trash?');
		type(app, 'y');
		await eventually(() => {
			expect(namesIn(app, 1)).toEqual(['..', 'a.txt']);
		});

		expect(app.cloud.calls.filter(call => call.startsWith('remove'))).toEqual(['remove /Jotta/Archive/b.txt']);
	});

	it('moves to the trash of the cloud, and is for good on a disk, which says so', async () => {
		const app = await openTestApp({...fewFiles, cloud: {'/Jotta/Archive': [file('a.txt')]}});

		type(app, 'Tab', 'Down', 'F8');
		await asked(app, 'Move to the trash?');
		type(app, 'y');
		await eventually(() => {
			expect(namesIn(app, 1)).toEqual(['..']);
		});
		type(app, 'Tab', 'Down', 'Down', 'F8');
		expect(JSON.stringify(await asked(app, 'Delete for good?'))).toContain('cannot be undone');
		type(app, 'y');
		await eventually(() => {
			expect(namesIn(app)).toEqual(['..', 'album', 'b.txt']);
		});

		expect(app.cloud.calls.filter(call => call.startsWith('remove'))).toEqual(['remove /Jotta/Archive/a.txt']);
		expect(app.local.calls.filter(call => call.startsWith('remove'))).toEqual(['remove /home/per/a.txt for good']);
	});

	it('names what could not be removed', async () => {
		const app = await openTestApp(fewFiles);
		app.local.tree.set('/home/per', []);

		type(app, 'Down', 'Down', 'd');
		await asked(app, 'Delete for good?');
		type(app, 'y');

		await eventually(() => {
			expect(app.stores.messages.get().message).toMatchObject({isProblem: true, text: expect.stringContaining('a.txt') as string});
		});
	});
});
