import {
	describe,
	expect,
	it,
} from 'vitest';
import {startFind} from '../../../../source/app/actions/files/find.ts';
import {albumTree} from '../../../support/app/folders.ts';
import {openCloudFolders} from '../../../support/app/cloud-app.ts';
import {withUnread} from '../../../support/app/unread.ts';
import {file, openTestApp} from '../../../support/app/test-app.ts';
import {standardNames} from '../../../support/names.ts';
import {
	cursorName,
	eventually,
	listRows,
	type,
} from '../../../support/drive.ts';

describe('finding', () => {
	it('shows what matches below the folder, and goes where one is', async () => {
		const app = await openTestApp(albumTree);

		type(app, 'f', ...'*.jpg', 'Enter');
		await eventually(async () => {
			expect(listRows(app)).toEqual(['a.jpg  1K', 'album/holiday.JPG  1K', 'album/deep/other.jpg  1K']);
		});
		type(app, 'End', 'Enter');
		await eventually(async () => {
			expect(app.panes[0].get().location.path).toBe('/home/per/album/deep');
			expect(cursorName(app)).toBe('other.jpg');
		});
	});

	it('and marking by a pattern take what another program has named by the name that it has, and by the one that is shown', async () => {
		const phone = {...file('msf:1.jpg'), name: standardNames.toShown('msf:1.jpg')};
		const app = await openTestApp({cloud: {'/Jotta/Archive': [phone, file('other.jpg')]}});

		for (const pattern of ['msf:*', '‛*']) {
			type(app, 'Tab', 'f', ...pattern, 'Enter');
			await eventually(() => {
				expect(listRows(app)).toEqual([expect.stringContaining('‛msf:1.jpg') as string]);
			});
			type(app, 'Esc', 'Esc', '+', 'Backspace', ...pattern, 'Enter');
			expect([...app.panes[1].get().marks]).toEqual(['msf:1.jpg']);
			type(app, 'Esc', 'Tab');
		}
	});

	it('is left by Esc: the rest is not read', async () => {
		const app = await openTestApp(albumTree);

		type(app, 'f', ...'note', 'Enter', 'Esc');
		await eventually(async () => {
			expect(app.stores.window.get().dialog).toBeUndefined();
			expect(app.work.leave()).toBe(false);
		});
	});

	it('says how much it could not look at, and shows the rest', async () => {
		const app = await openTestApp(albumTree);

		startFind(withUnread(app));
		type(app, ...'*.jpg', 'Enter');

		await eventually(() => {
			expect(app.stores.window.get().dialog).toMatchObject({foot: '3 names; 1 could not be looked at; Enter goes there, Esc leaves', isLoading: false});
		});
	});

	it('says that nothing has such a name', async () => {
		const app = await openTestApp(albumTree);

		type(app, 'f', ...'nowhere', 'Enter');
		await eventually(async () => {
			expect(app.stores.window.get().dialog).toMatchObject({rows: [], isLoading: false, whenEmpty: 'Nothing has such a name.'});
		});
	});
});

const broken = 'GET /jfs/* status=500';

it('a search that breaks off keeps what was found, and says that it is not all', async () => {
	const {app, sandbox} = await openCloudFolders();
	const rows = () => {
		const {dialog} = app.stores.window.get();
		return dialog?.kind === 'list' && dialog.isLoading !== true ? dialog : undefined;
	};

	sandbox.setFaults('GET /jfs/* cut-after=600');
	type(app, 'f', ...'txt', 'Enter');
	await eventually(() => {
		expect(rows()?.foot).toMatch(/^broken off after \d+ names?; Enter goes there/v);
	});
	expect(app.stores.messages.get().message).toMatchObject({isProblem: true});
	sandbox.setFaults(broken);
	type(app, 'Esc', 'f', ...'txt', 'Enter');

	await eventually(() => {
		expect(rows()).toMatchObject({rows: [], whenEmpty: 'The search was broken off before anything was found.'});
	});
});
