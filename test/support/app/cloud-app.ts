import {expect} from 'vitest';
import {activePane} from '../../../source/app/panes.ts';
import {withCursor} from '../../../source/app/stores/pane/cursor.ts';
import {trashEntry} from '../../../source/jotta/changes.ts';
import {openClient, type Client} from '../../../source/jotta/client.ts';
import {makeLink} from '../../../source/jotta/links.ts';
import {createDevice, createMountpoint, trashMountpoint} from '../../../source/jotta/places.ts';
import type {RunningSandbox} from '../../../source/sandbox/server.ts';
import {archive, put} from '../cloud.ts';
import {signInTo, startTestSandbox, systemClock} from '../sandbox.ts';
import {eventually, type} from '../drive.ts';
import {openTestApp, type TestApp} from './test-app.ts';

/** The app on a sandbox over real HTTP. Pauses before a retry take no time. */
export async function openCloudApp(options: Parameters<typeof startTestSandbox>[0] = {}): Promise<{readonly app: TestApp; readonly sandbox: RunningSandbox}> {
	const sandbox = await startTestSandbox(options);
	const {tools} = await signInTo(sandbox);
	const clock = {...systemClock, sleep: async () => undefined};
	const client = await openClient({account: 'jotta', ...tools, clock});
	await seed(client);
	const app = await openTestApp({service: {client, tools: {...tools, clock}}});
	app.stores.window.activate(1);
	await eventually(() => {
		expect(app.stores.signedIn.get().accountName).toBe('jotta');
	});
	return {app, sandbox};
}

export const plan = `${archive}/plan.txt`; // two versions, and a link
export const old = `${archive}/old.txt`; // in the trash, as are the folder `drafts` and the mountpoint /NAS/Music

async function seed(client: Client): Promise<void> {
	await put(client, plan, 'first', 1_600_000_000_000);
	await put(client, plan, 'second');
	await makeLink(plan, {client});
	await put(client, old, 'old');
	await put(client, `${archive}/drafts/one.txt`, 'one');
	await createDevice('NAS', {client});
	await createMountpoint('/NAS/Photos', {client});
	await createMountpoint('/NAS/Music', {client});
	await put(client, '/NAS/Music/song.mp3', 'la la');
	await trashEntry(old, 'file', {client});
	await trashEntry(`${archive}/drafts`, 'folder', {client});
	await trashMountpoint('/NAS/Music', {client});
}

/** Moves the cursor to a row of a list or of the pane. */
export function pointAt(app: TestApp, name: string): void {
	const {screen} = app.stores.window.get();
	if (screen === 'browser') {
		activePane(app).change(pane => withCursor(pane, pane.rows.findIndex(row => row.name === name)));
	} else {
		const list = app.stores[screen as 'trash'];
		list.focusOn(row => ('entry' in row ? row.entry.name : (row as {readonly name?: string}).name) === name);
	}
}

/** The app on a cloud with the folders `a`, `b` and `c`, in each a file of its name with 1,000 bytes. */
export async function openCloudFolders() {
	const {app, sandbox} = await openCloudApp();
	const client = await app.service.openClient('jotta');
	for (const name of ['a', 'b', 'c']) {
		await put(client, `${archive}/${name}/${name}.txt`, name.repeat(1000));
	}

	type(app, 'Ctrl-R');
	await eventually(() => {
		expect(app.panes[1].get().rows.map(({name}) => name)).toContain('c');
	});
	return {app, sandbox};
}

