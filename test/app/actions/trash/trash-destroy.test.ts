import {describe, expect, it} from 'vitest';
import type {TreeEntry} from '../../../../source/files/file-system.ts';
import {openTestApp} from '../../../support/app/test-app.ts';
import {draw} from '../../../support/app/draw.tsx';
import {Failure} from '../../../../source/failure.ts';
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

describe('the question before the trash is emptied', () => {
	const row = (name: string, kind: 'file' | 'folder', size?: number): TreeEntry => ({
		path: `${archive}/${name}`, entry: {
			segment: name, name, kind, deletedAt: 0, ...(size !== undefined && {size}),
		},
	});

	/** The trash, whose rows come when they are let; the question is open. */
	async function openEmptying() {
		const app = await openTestApp({columns: 160});
		const {stores: {trash, window}} = app;
		const [first, rest] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
		window.show('trash');
		trash.clear();
		const reading = trash.load(async function * () {
			await first.promise;
			yield [row('a', 'file', 1000)];
			await rest.promise;
			yield [row('b', 'folder')];
		});
		type(app, 'E', 'e');
		const label = () => {
			const {dialog} = window.get();
			return dialog?.kind === 'prompt' ? [dialog.label, dialog.field.text] : [];
		};

		return {
			app, first, rest, reading, label,
		};
	}

	it('counts nothing that is not read yet, and follows what is', async () => {
		const {app, first, rest, reading, label} = await openEmptying();
		const drawn = await draw(app);
		expect(label()).toEqual(['The trash is still being read: all that is in it, gone for good. Type empty:', 'e']);
		expect(await drawn.screen()).not.toContain('0 items');

		first.resolve();
		await expect.poll(label).toEqual(['1 item, 1.00 kB in files so far. The trash is still being read: all that is in it, gone for good. Type empty:', 'e']);
		await drawn.shows(/TRASH {2}so far 1 item/v);
		rest.resolve();
		await reading;
		expect(label()).toEqual(['2 items, 1.00 kB in files, with all that is in 1 folder, gone for good. Type empty:', 'e']);
	});

	it('does not call a trash empty that could not be read', async () => {
		const {app, first, reading, label} = await openEmptying();
		first.reject(new Failure('offline', 'Nobody answers.', {nextStep: ''}));
		await reading;

		type(app, 'Esc', 'E');

		expect(label()[0]).toContain('The trash could not be read whole');
	});
});
