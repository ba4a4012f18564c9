import {expect, it} from 'vitest';
import {findEntry} from '../../../../source/jotta/find.ts';
import {allocate} from '../../../../source/jotta/upload.ts';
import {openCloudApp, pointAt} from '../../../support/app/cloud-app.ts';
import {
	archive,
} from '../../../support/cloud.ts';
import {
	asked,
	eventually,
	said,
	type,
} from '../../../support/drive.ts';

it('a failed upload is shown among the versions, and cleared away', async () => {
	const {app} = await openCloudApp();
	const options = {client: await app.service.openClient('jotta')};
	const half = `${archive}/half.bin`;
	await allocate({
		path: half, size: 10, md5: 'c3fcd3d76192e4007dfb496cca67e13b', onConflict: 'new-revision',
	}, options);

	type(app, 'g', 'T');
	await eventually(() => {
		expect(app.stores.trash.get().rows.map(({entry}) => entry.state)).toContain('incomplete');
	});
	pointAt(app, 'half.bin');
	type(app, 'x');
	await asked(app, 'Delete for good?');
	type(app, 'y');
	await said(app, 'half.bin is deleted for good.');

	expect(await findEntry(half, options)).toBeUndefined();
});
