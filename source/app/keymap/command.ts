import type {App} from '../app.ts';

/** One entry of the table that key handling, key bar, help, palette and the README are drawn from. */
export type Command = {
	readonly id: string;
	readonly title: string;
	readonly short?: string; // on the key bar
	/** Canonical key names; `g h` is two keys, one after the other. */
	readonly keys: readonly string[];
	readonly where: 'browser' | 'queue' | 'anywhere';
	readonly group: 'move' | 'mark' | 'files' | 'view' | 'queue';
	readonly run: (app: App) => void;
};
