import {readdir, readFile, writeFile} from 'node:fs/promises';
import {describe, expect, it} from 'vitest';
import {withEditor} from '../../../support/app/replaced.ts';
import {startEdit} from '../../../../source/app/actions/edit/edit.ts';
import {trashEntry} from '../../../../source/jotta/changes.ts';
import {openContent} from '../../../../source/jotta/download.ts';
import {runEngine} from '../../../../source/transfers/engine/loop/run.ts';
import {put, textOf} from '../../../support/cloud.ts';
import {systemClock} from '../../../support/sandbox.ts';
import {openCloudApp, plan, pointAt} from '../../../support/app/cloud-app.ts';
import {
	asked,
	eventually,
	said,
	type,
} from '../../../support/drive.ts';

const place = {kind: 'cloud', account: 'jotta', path: plan} as const;

/** The app on `plan.txt`, which says `second`, with an editor that adds a line and an engine that runs when it is told to. */
async function openEditing() {
	const {app, sandbox} = await openCloudApp();
	const tools = {...app.service.accounts.tools, clock: systemClock}; // an engine needs pauses
	const client = await app.service.openClient('jotta');
	const seen: string[] = []; // by the editor
	pointAt(app, 'plan.txt');
	return {
		app,
		sandbox,
		client,
		seen,
		edits: async () => readdir(tools.directories.edits),
		save: () => app.service.queue.findSave(place),
		phases: () => app.service.watch.snapshot().rows.map(({phase}) => phase),
		text: async () => textOf(await openContent(plan, {client})),
		run: async () => runEngine({tools, signal: new AbortController().signal}),
		/** F4, with an editor that adds something, or nothing. */
		async edit(addition: string, meanwhile?: () => Promise<unknown>) {
			const count = seen.length;
			startEdit(withEditor(app, async file => {
				const text = await readFile(file, 'utf8');
				seen.push(text);
				await writeFile(file, text + addition);
				await meanwhile?.();
			}));
			await eventually(() => {
				expect(seen).toHaveLength(count + 1);
			});
		},
	};
}

describe('F4 on a file whose last save', () => {
	it('is still to be sent goes on with that save, and one is sent', async () => {
		const {app, edit, save, run, text, seen, phases, edits} = await openEditing();
		await edit(' one');
		await said(app, 'Changed: it is sent now.');
		const first = save();
		expect(app.service.queue.findSave({...place, path: plan.toUpperCase()})).toEqual(first);
		expect(app.service.queue.findSave({...place, account: 'other'})).toBeUndefined();

		await edit(' two');
		await eventually(() => {
			expect([save() === undefined, save()?.job === first?.job]).toEqual([false, false]);
		});
		expect(save()?.basis).toEqual(first?.basis);
		await run();

		expect(seen).toEqual(['second', 'second one']);
		expect([await text(), phases(), await edits()]).toEqual(['second one two', ['done'], []]);
	});

	it('is still to be sent sends it when nothing is changed this time', async () => {
		const {app, edit, save, run, text, seen} = await openEditing();
		await edit(' one');
		await said(app, 'Changed: it is sent now.');
		const first = save();
		await edit('');
		await eventually(() => {
			expect([save() === undefined, save()?.job === first?.job]).toEqual([false, false]);
		});

		await run();

		expect([seen, await text()]).toEqual([['second', 'second one'], 'second one']);
	});

	it('has failed goes on with that save, and nothing is left to be tried again', async () => {
		const {app, edit, run, text, seen, phases, sandbox, edits} = await openEditing();
		sandbox.state.limits.capacity = 1;
		await edit(' one');
		await said(app, 'Changed: it is sent now.');
		await run();
		expect(phases()).toEqual(['failed']);
		sandbox.state.limits.capacity = 1e9;

		await edit(' two');
		await eventually(() => {
			expect(app.service.queue.hasWork()).toBe(true);
		});
		await run();
		app.service.queue.retryAll();
		await run();

		expect([seen, await text(), phases(), await edits()]).toEqual([['second', 'second one'], 'second one two', ['done'], []]);
	});

	it('asks goes on with that save, and asks at the end of it', async () => {
		const {app, edit, run, text, seen, phases, client} = await openEditing();
		await edit(' one');
		await said(app, 'Changed: it is sent now.');
		await put(client, plan, 'by somebody else');
		await run();
		expect(phases()).toEqual(['asks']);

		await edit(' two');
		await asked(app, 'Changed in the cloud meanwhile');

		expect([seen, phases(), await text()]).toEqual([['second', 'second one'], [], 'by somebody else']);
	});

	it('is just being sent waits for its end, and fetches it', async () => {
		const {app, edit, run, text, seen, sandbox, save} = await openEditing();
		await edit('x'.repeat(2_000_000));
		await said(app, 'Changed: it is sent now.');
		sandbox.state.limits.bandwidthUp = 500_000;
		const running = run();
		await eventually(() => {
			expect(save()?.isSending).toBe(true);
		});

		const editing = edit(' two');
		await said(app, 'The last save of plan.txt is still being sent');
		expect(seen).toHaveLength(1);
		sandbox.state.limits.bandwidthUp = 1e9;
		await Promise.all([editing, running]);
		await eventually(() => {
			expect(app.service.queue.hasWork()).toBe(true);
		});
		await run();

		expect(seen[1]).toBe(`second${'x'.repeat(2_000_000)}`);
		expect((await text()).endsWith('x two')).toBe(true);
	});

	it('is just being sent can be left alone with Esc', async () => {
		const {app, edit, run, seen, sandbox, save} = await openEditing();
		await edit('x'.repeat(1_000_000));
		await said(app, 'Changed: it is sent now.');
		sandbox.state.limits.bandwidthUp = 200_000;
		const running = run();
		await eventually(() => {
			expect(save()?.isSending).toBe(true);
		});
		startEdit(app);
		await said(app, 'is still being sent');

		type(app, 'Esc');
		sandbox.state.limits.bandwidthUp = 1e9;
		await running;

		expect([seen.length, app.terminalCalls, save()]).toEqual([1, [], undefined]);
	});
});

describe('what was edited', () => {
	it('is asked about by the queue when somebody writes the file after it was looked at', async () => {
		const {app, edit, run, text, phases, client} = await openEditing();
		await edit(' one');
		await said(app, 'Changed: it is sent now.');
		await put(client, plan, 'by somebody else');

		await run();

		expect([phases(), await text()]).toEqual([['asks'], 'by somebody else']);
	});

	it('overwrites what a person has agreed to, and nothing that came after', async () => {
		const {app, edit, run, text, phases, client} = await openEditing();
		await edit(' one', async () => put(client, plan, 'by somebody else'));
		await asked(app, 'Changed in the cloud meanwhile');
		type(app, 'o');
		await put(client, plan, 'once more');

		await run();

		expect([phases(), await text()]).toEqual([['asks'], 'once more']);
	});

	it('is put where the file is gone from only when the person asks for it', async () => {
		const {app, edit, run, text, phases, client} = await openEditing();
		await edit(' one', async () => trashEntry(plan, 'file', {client}));
		await asked(app, 'No longer in the cloud');
		type(app, 'o');

		await run();

		expect([phases(), await text()]).toEqual([['done'], 'second one']);
	});
});
