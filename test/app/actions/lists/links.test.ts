import {describe, expect, it} from 'vitest';
import {makeFolder} from '../../../../source/jotta/changes.ts';
import {readEntry} from '../../../../source/jotta/find.ts';
import {openCloudApp, pointAt} from '../../../support/app/cloud-app.ts';
import {draw} from '../../../support/app/draw.tsx';
import type {TestApp} from '../../../support/app/test-app.ts';
import {archive, put} from '../../../support/cloud.ts';
import {
	asked,
	eventually,
	said,
	type,
} from '../../../support/drive.ts';

const album = `${archive}/album`;

async function withAlbum() {
	const {app, sandbox} = await openCloudApp();
	const options = {client: await app.service.openClient('jotta')};
	await makeFolder(album, options);
	await reload(app);
	return {
		app, sandbox, options, shows: (await draw(app)).shows,
	};
}

async function reload(app: TestApp): Promise<void> {
	await app.panes[1].reload();
	pointAt(app, 'album');
}

describe('the public link of a folder', () => {
	it('is marked in the pane and told by the info box, until it is turned off', async () => {
		const {app, options, shows} = await withAlbum();

		type(app, 'i');
		await shows(/public link none/v);
		type(app, 'Esc', 'y', 'l');
		await said(app, 'can read album as a zip');
		await shows(/@ album\//v);
		await shows(/@ plan\.txt/v);
		const {publicLink} = await readEntry(album, options);
		type(app, 'i');
		await shows(new RegExp(`public link .*${publicLink!.slice(0, 8)}`, 'sv'));
		type(app, 'Esc', 'y', 'u');
		await asked(app, 'Turn the link off?');
		type(app, 'y');
		await shows(/ {2}album\//v);

		expect(await readEntry(album, options)).not.toHaveProperty('publicLink');
	});

	it('is asked for where the list does not tell it', async () => {
		const {app, shows} = await withAlbum();
		type(app, 'y', 'l');
		await said(app, 'can read album as a zip');
		await reload(app);
		await shows(/ {2}album\//v);

		type(app, 'i');

		await shows(/http:\S+\/downloadPublic\//v);
	});

	it('is marked in each list, and among what is shared, where the service tells it', async () => {
		const {app, sandbox, shows} = await withAlbum();
		sandbox.state.switches.tellsSharedFolders = true;
		type(app, 'y', 'l');
		await said(app, 'can read album as a zip');
		await reload(app);
		await shows(/@ album\//v);

		type(app, 'g', 's');

		await shows(/SHARED BY A LINK {2}1 file · 1 folder/v);
		await shows(/album\/ .*Jotta › Archive/v);
	});
});

describe('links in the pane', () => {
	it.each(['plan.txt', 'shelf'])('are made, copied and turned off for %s', async name => {
		const {app} = await openCloudApp();
		const options = {client: await app.service.openClient('jotta')};
		await put(options.client, `${archive}/shelf/book.txt`, 'once upon a time');
		type(app, 'Ctrl-R');
		await eventually(() => {
			expect(app.panes[1].get().rows.map(row => row.name)).toContain('shelf');
		});
		pointAt(app, name);

		type(app, 'y', 'l');
		await said(app, `Whoever has this address can read ${name}`);
		await eventually(() => {
			expect(app.terminalCalls.at(-1)).toMatch(/^copy http/v);
		});
		type(app, 'y', 'u');
		await asked(app, 'Turn the link off?');
		type(app, 'y');

		await said(app, `${name} is shared no longer.`);
	});
});
