import type {Overwrite} from '../../transfers/item.ts';
import type {Field} from './field.ts';

/** What stands in front of the panes and takes the keys first. One at a time. */
export type Dialog =
	| PromptDialog
	| QuestionDialog
	| TransferDialog
	| CommandsDialog
	| ListDialog
	| InfoDialog;

/** One line to write, where the message stands. */
export type PromptDialog = {
	readonly kind: 'prompt';
	readonly label: string;
	readonly field: Field;
	readonly onChange?: (text: string) => void;
	/** What Tab can make of it: whole texts. */
	readonly complete?: (text: string, signal: AbortSignal) => Promise<readonly string[]>;
	readonly offers?: readonly string[] | undefined; // further Tabs go through them
	readonly onSubmit: (text: string) => void;
	readonly onCancel?: () => void;
};

/** A box with choices. The first one is the safe one: Enter takes it. */
export type QuestionDialog = {
	readonly kind: 'question';
	readonly title: string;
	readonly lines: readonly string[];
	readonly choices: readonly Choice[];
	readonly cursor: number;
	readonly toggle?: {readonly key: string; readonly label: string; readonly isOn: boolean};
	readonly onCancel?: () => void; // it was left without an answer
};

export type Choice = {
	readonly key: string;
	readonly label: string;
	readonly run?: (isToggled: boolean) => void; // none: nothing happens
};

/** The box before a copy or move. */
export type TransferDialog = {
	readonly kind: 'transfer';
	readonly verb: 'copy' | 'move';
	readonly what: string;
	readonly notes: readonly string[];
	readonly field: Field; // the destination
	readonly landing: string; // where that is
	readonly overwrite: Overwrite;
	readonly onChange: (destination: string) => void;
	readonly onSubmit: (destination: string, overwrite: Overwrite) => void;
};

/** All commands, narrowed by what is typed: help and palette. */
export type CommandsDialog = {
	readonly kind: 'commands';
	readonly title: string;
	readonly field: Field;
	readonly cursor: number;
};

export type InfoDialog = {
	readonly kind: 'info';
	readonly title: string;
	readonly lines: readonly string[];
	readonly onKey?: (key: string) => void; // set: takes the keys that would close it; Esc still does
	readonly actions?: ReadonlyArray<{readonly key: string; readonly label: string; readonly run: () => void}>; // where one goes from here
};

/** Rows to choose from, which may still be coming. */
export type ListDialog = {
	readonly kind: 'list';
	readonly title: string;
	readonly rows: readonly ListRow[];
	readonly cursor: number;
	readonly isLoading?: boolean;
	readonly whenEmpty: string;
	readonly foot: string;
	readonly field?: Field; // what is typed narrows the rows
	/** A character that is typed; without it, and without a field, j and k move. */
	readonly onText?: (text: string) => void;
	readonly onDelete?: (row: number) => void; // of all rows
	readonly onLeave?: () => void;
};

export type ListRow = {
	readonly text: string;
	readonly detail?: string; // said below the list while the cursor is on it
	readonly run?: () => void;
};
