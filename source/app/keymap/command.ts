import type {Screen} from '../stores/window.ts';

/** One entry of the table that key handling, key bar, help, palette and the README are drawn from; `Subject` is what it acts on. */
export type Command<Subject> = {
	readonly id: string;
	readonly title: string;
	readonly short?: string; // on the key bar
	readonly hint?: string; // after the first of its two keys: `g: h home · t trash`
	/** Canonical key names; `g h` is two keys, one after the other. */
	readonly keys: readonly string[];
	readonly where: Screen | 'anywhere';
	readonly group: 'move' | 'mark' | 'files' | 'view' | 'queue' | 'cloud' | 'viewer';
	readonly run: (subject: Subject) => void;
};

/** A command that is shown, searched or drawn, and not run. */
export type ShownCommand = Command<never>;
