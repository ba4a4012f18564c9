import path from 'node:path';
import {onTestFinished} from 'vitest';
import {openDatabase} from '../../source/transfers/store/database.ts';
import {
	itemOfRow,
	type Item,
	type ItemState,
	type ItemSubject,
} from '../../source/transfers/item.ts';
import {insertItem} from '../../source/transfers/store/item-rows.ts';
import {readJob, type Job, type JobRequest} from '../../source/transfers/job.ts';
import {addJob} from '../../source/transfers/store/job-rows.ts';
import {cloud, disk} from './engine.ts';
import {temporaryFolder} from './temp-files.ts';

/** The queue's own file, with one job in it, for a part of the engine that is tried by itself. */
export async function openQueueFile(request: Partial<JobRequest> = {}) {
	const database = openDatabase(path.join(await temporaryFolder(), 'queue.sqlite'));
	onTestFinished(() => {
		if (database.isOpen) {
			database.close();
		}
	});
	const id = addJob(database, {
		kind: 'copy', sources: [disk('/album')], target: cloud(), overwrite: 'newer', ...request,
	}, 0);
	const all = (): readonly Item[] => database.prepare('SELECT * FROM items ORDER BY id').all().map(row => itemOfRow(row));
	return {
		database,
		job: (): Job => readJob(database, id)!,
		setJob(state: Job['state']) {
			database.prepare('UPDATE jobs SET state = ? WHERE id = ?').run(state, id);
		},
		/** Puts an item in, and gives it as it is then. */
		add(name: string, subject: Partial<ItemSubject> = {}, state?: ItemState): Item {
			insertItem(database, {
				job: id, kind: 'file', direction: 'up', name, source: disk(`/album/${name}`), target: cloud(`/album/${name}`), facts: {source: {}}, size: 1, ...subject,
			}, state ?? {phase: 'waiting'});
			return all().at(-1)!;
		},
		items: all,
		/** From now on nothing can be written; or again. */
		protect(isProtected = true) {
			database.exec(`PRAGMA query_only = ${isProtected ? 1 : 0}`);
		},
	};
}
