import {
	describe,
	expect,
	it,
} from 'vitest';
import {
	file,
	folder,
	openTestApp,
} from '../../../support/app/test-app.ts';
import {type, shownFolder, cursorName} from '../../../support/drive.ts';

describe('the cursor', () => {
	it('is where it was in a folder that is shown again', async () => {
		const app = await openTestApp({local: {'/home/per': [folder('album')], '/home/per/album': [file('b.jpg'), file('c.jpg'), file('d.jpg')]}});

		type(app, 'Down', 'Enter');
		await shownFolder(app, '/home/per/album');
		type(app, 'Down', 'Down', 'Backspace');
		await shownFolder(app, '/home/per');
		type(app, 'Enter');
		await shownFolder(app, '/home/per/album');

		expect(cursorName(app)).toBe('c.jpg');
	});
});
