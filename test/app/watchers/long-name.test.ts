import {
	describe,
	expect,
	it,
	vi,
} from 'vitest';
import {watchLongNames} from '../../../source/app/watchers/long-name.ts';
import {file, openTestApp} from '../../support/app/test-app.ts';
import {type} from '../../support/drive.ts';

const long = 'a name that is so long that no column of a small window has room for it.txt';

describe('a name that its column cuts', () => {
	it('is said in full once the cursor rests on it, and no longer when it goes on', async () => {
		const app = await openTestApp({local: {'/home/per': [file(long), file('b.txt')]}});
		const stop = watchLongNames(app);

		type(app, 'Down');
		expect(app.stores.messages.get().longName).toBeUndefined();
		await vi.waitFor(() => {
			expect(app.stores.messages.get().longName).toBe(long);
		});
		type(app, 'Down');

		expect(app.stores.messages.get().longName).toBeUndefined();
		stop();
	});
});
