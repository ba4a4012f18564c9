import type {Overwrite} from '../../transfers/item.ts';
import type {Field} from './field.ts';

/** The dialog in front of the panes; it gets the keys first. One at a time. */
export type Dialog =
	| PromptDialog
	| QuestionDialog
	| TransferDialog
	| CommandsDialog
	| ListDialog
	| InfoDialog;

/** A line to type in, in place of the message. */
export type PromptDialog = {
	readonly kind: 'prompt';
	readonly label: string;
	readonly field: Field;
	readonly onChange?: (text: string) => void;
	/** Tab's completions: each is the whole text. */
	readonly complete?: (text: string, signal: AbortSignal) => Promise<readonly string[]>;
	readonly offers?: readonly string[] | undefined; // completions that further Tabs cycle through
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
	readonly onCancel?: () => void; // closed without an answer
};

export type Choice = {
	readonly key: string;
	readonly label: string;
	readonly run?: (isToggled: boolean) => void; // none: the choice only closes the dialog
};

/** The box before a copy or move. */
export type TransferDialog = {
	readonly kind: 'transfer';
	readonly verb: 'copy' | 'move';
	readonly what: string;
	readonly notes: readonly string[];
	readonly field: Field; // the destination
	readonly landing: string; // the destination in words: where the field's text leads
	readonly overwrite: Overwrite;
	readonly onChange: (destination: string) => void;
	readonly onSubmit: (destination: string, overwrite: Overwrite) => void;
};

/** Help and command palette: all commands that match what is typed. */
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
	readonly onKey?: (key: string) => void; // gets the keys that would otherwise close it, except Esc
	readonly actions?: ReadonlyArray<{readonly key: string; readonly label: string; readonly run: () => void}>;
};

/** Rows to choose from; more may still arrive. */
export type ListDialog = {
	readonly kind: 'list';
	readonly title: string;
	readonly rows: readonly ListRow[];
	readonly cursor: number;
	readonly isLoading?: boolean;
	readonly whenEmpty: string;
	readonly foot: string;
	readonly field?: Field; // filters the rows
	/** Gets typed characters. Without it, and without a field, j and k move the cursor. */
	readonly onText?: (text: string) => void;
	readonly onDelete?: (row: number) => void; // index among all rows, filtered or not
	readonly onLeave?: () => void;
};

export type ListRow = {
	readonly text: string;
	readonly detail?: string; // shown below the list while the cursor is on the row
	readonly run?: () => void;
};
