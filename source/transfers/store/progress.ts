import type {DatabaseSync} from 'node:sqlite';
import {prepared} from './database.ts';

type ItemProgress = {
	readonly item: number;
	readonly bytes: number; // of the phase that it is in
	readonly speed: number; // bytes a second
	readonly movedAt: number; // ms since 1970: when it last got on; 0: not known
};

/** How far the items are that are worked on. */
export type Progress = {
	/** Takes the place of all that was known before. */
	readonly replace: (items: readonly ItemProgress[]) => void;
	readonly clear: () => void;
};

export function createProgress(database: DatabaseSync): Progress {
	const clear = () => {
		database.exec('DELETE FROM progress');
	};

	return {
		replace(items) {
			clear();
			const insert = prepared(database, 'INSERT INTO progress VALUES (?, ?, ?, ?)');
			for (const {item, bytes, speed, movedAt} of items) {
				insert.run(item, bytes, speed, movedAt);
			}
		},
		clear,
	};
}
