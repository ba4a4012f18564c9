import type {Screen} from '../stores/window.ts';

/** One entry of the table of commands, which feeds key handling, key bar, help, palette and README. `Subject` is what the command acts on. */
export type Command<Subject> = {
	readonly id: string;
	readonly title: string;
	readonly short?: string; // on the key bar
	readonly hint?: string; // after the first of its two keys: `g: h home · t trash`
	/** Canonical key names; `g h` means two keys in a row. */
	readonly keys: readonly string[];
	readonly where: Screen | 'anywhere';
	readonly group: 'move' | 'mark' | 'files' | 'view' | 'queue' | 'cloud' | 'viewer';
	readonly run: (subject: Subject) => void;
};

/** A command that is only shown or searched, not run. */
export type ShownCommand = Command<never>;
