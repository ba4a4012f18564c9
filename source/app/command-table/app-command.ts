import type {App} from '../app.ts';
import type {Command} from '../keymap/command.ts';

/** A command of the table: it acts on the whole app. */
export type AppCommand = Command<App>;
