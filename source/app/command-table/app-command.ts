import type {App} from '../app.ts';
import type {Command} from '../keymap/command.ts';

export type AppCommand = Command<App>;
