import type {AppCommand} from './app-command.ts';
import {cloudCommands} from './cloud-commands.ts';
import {fileCommands} from './file-commands.ts';
import {markCommands} from './mark-commands.ts';
import {moveCommands} from './navigation-commands.ts';
import {queueCommands} from './queue-commands.ts';
import {viewFileCommands} from './viewer-commands.ts';
import {viewCommands} from './view-commands.ts';

/** The one table of all commands with their keys. Key handling, key bar, help, palette and the README come from it. */
export const commands: readonly AppCommand[] = [...fileCommands, ...moveCommands, ...markCommands, ...cloudCommands, ...viewCommands, ...queueCommands, ...viewFileCommands];
