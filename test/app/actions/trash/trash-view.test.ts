import {describe, expect, it} from 'vitest';
import {makeFolder, trashEntry} from '../../../../source/jotta/changes.ts';
import {openCloudApp} from '../../../support/app/cloud-app.ts';
import {draw} from '../../../support/app/draw.tsx';
import {archive, put} from '../../../support/cloud.ts';
import {eventually, type} from '../../../support/drive.ts';

describe('a trash that the service cannot list at once', () => {
	it('is gathered folder by folder, which is said: the same rows, and each can be restored', async () => {
		const {app, sandbox} = await openCloudApp();
		const options = {client: await app.service.openClient('jotta')};
		await put(options.client, `${archive}/drafts2/deep/below.txt`, 'below');
		await trashEntry(`${archive}/drafts2/deep/below.txt`, 'file', options);
		sandbox.state.clock.advance(60_000);
		await trashEntry(`${archive}/drafts2`, 'folder', options);
		const rows = () => app.stores.trash.get().rows.map(({path, entry}) => `${path} ${entry.kind} ${entry.deletedAt}`).toSorted();
		const {shows} = await draw(app);
		type(app, 'g', 't');
		await eventually(() => {
			expect(app.stores.trash.get().isLoading).toBe(false);
		});
		const usual = rows();
		expect(usual).toHaveLength(5);

		sandbox.state.switches.largestListing = 4;
		type(app, 'Ctrl-R');

		await shows('The trash has too many items for one list: it is gathered folder by folder');
		await shows('TRASH  5 items');
		expect(rows()).toEqual(usual);
		expect(app.stores.trash.get().problem).toBeUndefined();
	});

	it('says of a folder with too many files that its trash is not told', async () => {
		const {app, sandbox} = await openCloudApp();
		const options = {client: await app.service.openClient('jotta')};
		await makeFolder(`${archive}/big`, options);
		await put(options.client, `${archive}/big/a.txt`, 'a');
		await put(options.client, `${archive}/big/b.txt`, 'b');
		await app.panes[1].goTo({kind: 'cloud', account: 'jotta', path: `${archive}/big`});
		const {shows} = await draw(app);
		sandbox.state.switches.largestListing = 1;

		type(app, 'g', 'T');

		await shows('What is in its trash is not among them');
	});
});
