import {copyFact} from '../actions/files/copy-to-clipboard.ts';
import {openLatest, showInPane} from '../actions/lists/latest.ts';
import {
	copyLink,
	copyLinkAgain,
	loadLinks,
	openLinks,
	turnLinkOff,
	turnLinkOffHere,
} from '../actions/lists/links.ts';
import {openPlaces} from '../actions/lists/places.ts';
import {openTrash, openTrashOfFolder} from '../actions/trash/trash-view.ts';
import {
	clearFailedUpload,
	fetchCurrentVersion,
	loadVersions,
	openVersions,
	restoreCurrentVersion,
} from '../actions/lists/versions.ts';
import type {App} from '../app.ts';
import type {AppCommand} from './app-command.ts';
import {inScreen, listCommands} from './list-commands.ts';
import {placesCommands} from './places-commands.ts';
import {trashCommands} from './trash-commands.ts';

export const cloudCommands: readonly AppCommand[] = [
	...[
		{
			id: 'open-places',
			title: 'Go to the devices and mountpoints',
			hint: 'devices',
			keys: ['g d'],
			run(app: App) {
				openPlaces(app);
			},
		},
		{
			id: 'open-trash', title: 'Go to the trash', hint: 'trash', keys: ['g t'], run: openTrash,
		},
		{
			id: 'open-folder-trash', title: 'What of this folder is in the trash', hint: 'trash of this folder', keys: ['g T'], run: openTrashOfFolder,
		},
		{
			id: 'open-latest', title: 'Go to what was changed lately', hint: 'latest', keys: ['g c'], run: openLatest,
		},
		{
			id: 'versions', title: 'Versions of a file', keys: ['V'], run: openVersions,
		},
		{
			id: 'open-links', title: 'Go to what is shared by a link', hint: 'shared', keys: ['g s'], run: openLinks,
		},
		{
			id: 'copy-link', title: 'Make a public link and copy it', hint: 'link', keys: ['y l'], run: copyLink,
		},
		{
			id: 'link-off', title: 'Turn the public link off', hint: 'unlink', keys: ['y u'], run: turnLinkOffHere,
		},
		{
			id: 'copy-path', title: 'Copy the path', hint: 'path', keys: ['y p'], run: copyFact('path'),
		},
		{
			id: 'copy-name', title: 'Copy the name', hint: 'name', keys: ['y n'], run: copyFact('name'),
		},
		{
			id: 'copy-md5', title: 'Copy the MD5', hint: 'md5', keys: ['y m'], run: copyFact('md5'),
		},
	].map(command => inScreen('browser', command)),
	...placesCommands,
	...trashCommands,
	...[
		{
			id: 'make-current', title: 'Make a version the current one', keys: ['r', 'Enter'], run: restoreCurrentVersion,
		},
		{
			id: 'fetch-version', title: 'Fetch a version to the disk in the other pane', short: 'Fetch', keys: ['F5', 'c'], run: fetchCurrentVersion,
		},
		{
			id: 'clear-failed', title: 'Clear away a failed upload', keys: ['x'], run: clearFailedUpload,
		},
	].map(command => inScreen('versions', command)),
	...listCommands('versions', loadVersions),
	...[
		{
			id: 'copy-link-again', title: 'Copy the address of a link', keys: ['Enter', 'c'], run: copyLinkAgain,
		},
		{
			id: 'turn-link-off', title: 'Turn a link off', keys: ['x'], run: turnLinkOff,
		},
		{
			id: 'show-shared', title: 'Show it in the pane', keys: ['l', 'Right'], run: showInPane('links'),
		},
	].map(command => inScreen('links', command)),
	...listCommands('links', loadLinks),
];
