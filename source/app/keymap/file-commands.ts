import {showInfo} from '../actions/info.ts';
import {startNewFolder, startRename} from '../actions/naming.ts';
import {startView} from '../actions/view.ts';
import {startTransfer} from '../actions/transfer.ts';
import {startTrash} from '../actions/trash.ts';
import type {App} from '../app.ts';
import type {Command} from './command.ts';

export const fileCommands: readonly Command[] = [
	{
		id: 'view', title: 'View: text, or bytes', short: 'View', keys: ['F3', 'o'], run: startView,
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
		id: 'trash', title: 'Move to the trash', short: 'Trash', keys: ['F8', 'd', 'Delete'], run: startTrash,
	},
	{
		id: 'rename', title: 'Rename', keys: ['r'], run: startRename,
	},
	{
		id: 'info', title: 'All that is known of a file', keys: ['i'], run: showInfo,
	},
].map(command => ({...command, where: 'browser', group: 'files'}));
