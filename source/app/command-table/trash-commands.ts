import {
	copyTrashed,
	enterTrashed,
	leaveTrashed,
	loadTrash,
	showTrashed,
	toggleBelow,
} from '../actions/trash/trash-view.ts';
import {destroyChosen, startEmptyTrash} from '../actions/trash/trash-destroy.ts';
import {restoreChosen} from '../actions/trash/trash-restore.ts';
import type {AppCommand} from './app-command.ts';
import {inScreen, listCommands, listMarkCommands} from './list-commands.ts';

export const trashCommands: readonly AppCommand[] = [
	...[
		{
			id: 'restore', title: 'Restore from the trash', keys: ['r'], run: restoreChosen,
		},
		{
			id: 'copy-trashed', title: 'Copy from the trash, which stays as it is', short: 'Copy', keys: ['F5', 'c'], run: copyTrashed,
		},
		{
			id: 'destroy', title: 'Delete from the trash for good', keys: ['x'], run: destroyChosen,
		},
		{
			id: 'empty-trash', title: 'Empty the trash', keys: ['E'], run: startEmptyTrash,
		},
		{
			id: 'enter-trashed', title: 'Look into a folder in the trash', keys: ['Enter', 'l', 'Right'], run: enterTrashed,
		},
		{
			id: 'show-trashed', title: 'Where it was, and when it went', keys: ['i'], run: showTrashed,
		},
		{
			id: 'trash-below', title: 'With what is in folders below, or without', keys: ['a'], run: toggleBelow,
		},
	].map(command => inScreen('trash', command)),
	...listMarkCommands('trash'),
	...listCommands('trash', loadTrash, leaveTrashed),
];
