import {showInfo} from '../actions/files/info.ts';
import {openOutside, startEdit} from '../actions/edit/edit.ts';
import {startNewFile, startNewFolder, startRename} from '../actions/files/naming.ts';
import {undo} from '../actions/undo/undo.ts';
import {startSetTime} from '../actions/files/set-time.ts';
import {startView} from '../actions/files/view.ts';
import {startTransfer} from '../actions/transfers/transfer.ts';
import {startTrash} from '../actions/trash/trash.ts';
import type {App} from '../app.ts';
import type {AppCommand} from './app-command.ts';

export const fileCommands: readonly AppCommand[] = [
	{
		id: 'view', title: 'View: text, or bytes', short: 'View', keys: ['F3', 'o'], run: startView,
	},
	{
		id: 'edit', title: 'Edit in your editor; sent back to the cloud when changed', short: 'Edit', keys: ['F4', 'e'], run: startEdit,
	},
	{
		id: 'copy',
		title: 'Copy to the other pane',
		short: 'Copy',
		keys: ['F5', 'c'],
		run(app: App) {
			startTransfer(app, 'copy');
		},
	},
	{
		id: 'move',
		title: 'Move to the other pane',
		short: 'Move',
		keys: ['F6', 'm'],
		run(app: App) {
			startTransfer(app, 'move');
		},
	},
	{
		id: 'new-folder', title: 'Make a folder', short: 'Mkdir', keys: ['F7', 'a'], run: startNewFolder,
	},
	{
		id: 'new-file', title: 'Make an empty file', keys: ['T'], run: startNewFile,
	},
	{
		id: 'trash', title: 'Move to the trash', short: 'Trash', keys: ['F8', 'd', 'Delete'], run: startTrash,
	},
	{
		id: 'rename', title: 'Rename; what is marked in the editor', keys: ['r'], run: startRename,
	},
	{
		id: 'undo', title: 'Undo the last trash, rename or move', keys: ['u'], run: undo,
	},
	{
		id: 'open-outside', title: 'Open with the desktop’s program', keys: ['O'], run: openOutside,
	},
	{
		id: 'set-time', title: 'Set the modification time', keys: ['M'], run: startSetTime,
	},
	{
		id: 'info', title: 'All that is known of a file', keys: ['i'], run: showInfo,
	},
].map(command => ({...command, where: 'browser', group: 'files'}));
