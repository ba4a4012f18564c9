import {
	copyLatest,
	loadLatest,
	showInPane,
} from '../actions/lists/latest.ts';
import {
	loadPlaces,
	makeHome,
	openPlace,
	startNewPlace,
	trashPlace,
} from '../actions/lists/places.ts';
import type {App} from '../app.ts';
import type {AppCommand} from './app-command.ts';
import {inScreen, listCommands} from './list-commands.ts';

export const placesCommands: readonly AppCommand[] = [
	...[
		{
			id: 'open-place', title: 'Open a place', keys: ['Enter', 'l', 'Right'], run: openPlace,
		},
		{
			id: 'make-home', title: 'Make a mountpoint the account’s home', keys: ['='], run: makeHome,
		},
		{
			id: 'new-place', title: 'Make a device or a mountpoint', short: 'New', keys: ['n', 'F7', 'a'], run: startNewPlace,
		},
		{
			id: 'trash-place', title: 'Move a mountpoint to the trash', short: 'Trash', keys: ['x', 'F8', 'Delete'], run: trashPlace,
		},
	].map(command => inScreen('places', command)),
	...listCommands('places', (app: App) => {
		loadPlaces(app);
	}),
	...[
		{
			id: 'show-latest', title: 'Show a file in the pane', keys: ['Enter', 'l', 'Right'], run: showInPane('latest'),
		},
		{
			id: 'copy-latest', title: 'Copy a file', short: 'Copy', keys: ['F5', 'c'], run: copyLatest,
		},
	].map(command => inScreen('latest', command)),
	...listCommands('latest', loadLatest),
];
