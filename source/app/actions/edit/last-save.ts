import {
	rename,
	rm,
	rmdir,
	stat,
} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {errnoOf} from '../../../error-meanings.ts';
import type {Location} from '../../../files/location.ts';
import type {Basis} from '../../../transfers/job.ts';
import {makeKeptFolder, type Save} from '../../../transfers/kept-copies.ts';
import {lastName} from '../../../transfers/location-text.ts';
import type {App} from '../../app.ts';
import {nextChange} from '../../stores/queue.ts';
import {md5Of, type Fetched} from './fetched-copies.ts';

/** An earlier save that was not sent yet: it is sent whether it is changed again or not. */
export type Unsent = Fetched & {readonly basis: Basis};

/**
Takes the last save of a file back out of the queue, to continue editing it. Undefined when it has arrived in the cloud. Waits
for a save that is being sent.
*/
export async function takeLastSave(app: App, location: Location, signal: AbortSignal): Promise<Unsent | undefined> {
	const {service: {queue, names}, stores: {messages, transfers}} = app;
	for (let isWaiting = false; ; isWaiting = true) {
		const save = queue.findSave(location);
		if (!save) {
			return undefined;
		}

		if (!save.isSending) {
			return takeBack(app, location, save);
		}

		if (!isWaiting) {
			messages.say(`The last save of ${lastName(location, names)} is still being sent: that is waited for. Esc leaves.`);
		}

		await nextChange(transfers, signal);
		signal.throwIfAborted();
	}
}

/** Moves the file away before cancelling the job: an engine that has just started on it finds nothing to send and nothing to remove. */
async function takeBack({service: {queue, accounts: {tools}}, stores: {messages, transfers}}: App, location: Location, {job, file, basis}: Save): Promise<Unsent | undefined> {
	const folder = await makeKeptFolder(tools.directories, basis.md5);
	const path = join(folder, basename(file));
	try {
		await rename(file, path);
	} catch (error) {
		await rm(folder, {recursive: true});
		if (errnoOf(error) === 'ENOENT') {
			return undefined; // sent just now
		}

		throw error;
	}

	queue.cancelJob(job);
	for (const {id} of queue.itemsOf(job)) {
		queue.removeItem(id);
	}

	transfers.poll();
	await rmdir(dirname(file)).catch(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- not empty: something else is in it
	messages.say(`The last save of ${lastName(location, tools.names)} was not sent yet: you go on with that.`);
	const {size} = await stat(path);
	return {
		path, folder, md5: await md5Of(path), size, basis,
	};
}
