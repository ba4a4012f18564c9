import {expect, it, onTestFinished} from 'vitest';
import {makeFolder} from '../../source/jotta/changes.ts';
import {hearChanges} from '../../source/jotta/events.ts';
import {openPool} from '../../source/jotta/http/pool.ts';
import {moveEntry} from '../../source/jotta/move.ts';
import {archive, openAccount, put} from '../support/cloud.ts';
import {until} from '../support/drive.ts';

it('tells the folders in which something has changed, until it is left', async () => {
	const {client, sandbox} = await openAccount();
	await makeFolder(`${archive}/one`, {client});
	await makeFolder(`${archive}/two`, {client});
	const leaving = new AbortController();
	const heard: string[] = [];
	const pool = openPool();
	onTestFinished(async () => pool.destroy());
	const hearing = hearChanges(folder => {
		heard.push(folder);
	}, {client, pool, signal: leaving.signal});
	await until(() => sandbox.state.events.areHeard());

	await put(client, `${archive}/one/a.txt`, 'a');
	await moveEntry(`${archive}/one/a.txt`, `${archive}/two/a.txt`, {client});
	await until(() => heard.includes(`${archive}/two`));
	leaving.abort();
	await hearing;

	expect(heard).toContain(`${archive}/one`);
});
