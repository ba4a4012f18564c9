import {describe, expect, it} from 'vitest';
import {makeFolder, trashEntry} from '../../../source/jotta/changes.ts';
import {moveEntry} from '../../../source/jotta/move.ts';
import {allocate} from '../../../source/jotta/upload.ts';
import {archive, openAccount, put} from '../../support/cloud.ts';

const file = {size: 2, md5: '49f68a5c8493ec2c0bf489821c21fc3b', onConflict: 'new-revision'} as const; // of `hi`
const next = {kind: 'free-trashed-name'};

describe('a name that something in the trash holds', () => {
	it('is said to be held by it when a folder is made there, or below', async () => {
		const {client} = await openAccount();
		await put(client, `${archive}/thing`, 'hi');
		await trashEntry(`${archive}/thing`, 'file', {client});

		const message = 'The name thing is held by a file in the trash, which no listing shows.';
		await expect(makeFolder(`${archive}/thing`, {client})).rejects.toMatchObject({code: 'already-exists', message, nextStep: next});
		await expect(makeFolder(`${archive}/thing/a/b`, {client})).rejects.toMatchObject({code: 'already-exists', message, nextStep: next});
		await makeFolder(`${archive}/other`, {client});
		await expect(moveEntry(`${archive}/other`, `${archive}/thing`, {client})).rejects.toMatchObject({code: 'already-exists', message, nextStep: next});
	});

	it('is said to be held by it when a file is uploaded there', async () => {
		const {client} = await openAccount();
		await makeFolder(`${archive}/thing`, {client});
		await trashEntry(`${archive}/thing`, 'folder', {client});

		await expect(allocate({path: `${archive}/thing`, ...file}, {client})).rejects.toMatchObject({
			code: 'already-exists', message: 'The name thing is held by a folder in the trash, which no listing shows.', nextStep: next,
		});
	});

	it('is not blamed where something alive is in the way', async () => {
		const {client} = await openAccount();
		await put(client, `${archive}/thing`, 'hi');

		await expect(makeFolder(`${archive}/thing`, {client})).rejects.toMatchObject({code: 'already-exists', message: 'There is something of that name already: thing.'});
		await expect(makeFolder(`${archive}/thing/a`, {client})).rejects.toMatchObject({code: 'already-exists', message: 'There is something of that name already: a.'});
	});
});
