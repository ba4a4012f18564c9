import type {DatabaseSync} from 'node:sqlite';
import {prepared} from './database.ts';

type ItemProgress = {
	readonly item: number;
	readonly bytes: number; // of the phase that it is in
	readonly speed: number; // bytes a second
	readonly movedAt: number; // ms since 1970: when it last got on; 0: not known
	readonly arrived?: number; // bytes that are at the target; not known before it is asked again
};

/** How far the items are that are worked on. */
export type Progress = {
	/** Takes the place of all that was known before, but for what has arrived of items that go on later. */
	readonly replace: (items: readonly ItemProgress[]) => void;
};

export function createProgress(database: DatabaseSync): Progress {
	return {
		replace(items) {
			database.exec(`
				DELETE FROM progress WHERE at_target = 0 OR NOT EXISTS (SELECT 1 FROM items WHERE id = item AND phase NOT IN ('done', 'skipped', 'failed', 'cancelled', 'asks'));
				UPDATE progress SET progressed = 0, speed = 0, moved = 0;
			`);
			const insert = prepared(database, `
				INSERT INTO progress (item, progressed, speed, moved, at_target) VALUES (?1, ?2, ?3, ?4, coalesce(?5, 0))
				ON CONFLICT DO UPDATE SET progressed = ?2, speed = ?3, moved = ?4, at_target = coalesce(?5, at_target)
			`);
			for (const {item, bytes, speed, movedAt, arrived} of items) {
				insert.run(item, bytes, speed, movedAt, arrived ?? null);
			}
		},
	};
}
