import type {Entry} from '../../../source/files/entry.ts';
import type {Client} from '../../../source/jotta/client.ts';
import {readEntry} from '../../../source/jotta/find.ts';
import {listFolder, listView} from '../../../source/jotta/listing.ts';
import {listDevices, listMountpoints} from '../../../source/jotta/places.ts';
import {readVersions} from '../../../source/jotta/versions.ts';
import {listTree} from '../../../source/jotta/xml/tree-stream.ts';
import {rowsOf} from '../cloud.ts';
import type {documents} from './documents.ts';

export const trip = '/Jotta/Archive/Trip';
export const notes = '/Jotta/Archive/notes.md';
/** Everything that is read, as rows with the path that each would be reached at. */
type Row = {readonly path: string; readonly entry: Partial<Entry> & {readonly name: string}};
export type Reader = (client: Client) => Promise<readonly Row[]>;

export const readRows: Reader = async client => (await rowsOf(listFolder(trip, {client}))).map(entry => ({path: `${trip}/${entry.segment}`, entry}));
const view = (name: 'Trash' | 'Links' | 'Latest'): Reader => async client => rowsOf(listView(name, {client}));
export const readTreeRows: Reader = async client => rowsOf(listTree('/Jotta/Archive', {client}));
export const readOne: Reader = async client => [{path: notes, entry: await readEntry(notes, {client})}];
const place: Reader = async client => [{path: trip, entry: await readEntry(trip, {client})}];
const versions: Reader = async client => (await readVersions(notes, {client})).versions.map(({number, state}) => ({path: notes, entry: {name: `${number} ${state}`}}));
const mountpoints: Reader = async client => (await listMountpoints('Jotta', {client})).map(({name, isSpecial, ...facts}) => ({path: `/Jotta/${name}`, entry: {name: `${name}${isSpecial ? ' special' : ''}`, ...facts}}));
const devices: Reader = async client => (await listDevices({client})).map(({name, title, ...facts}) => ({path: `/${name}`, entry: {name: title ?? name, ...facts}}));

/** How each document is read in the program. */
export const readers: Readonly<Record<keyof typeof documents, readonly Reader[]>> = {
	deviceWithTrashed: [mountpoints],
	deviceWithTrash: [mountpoints],
	deviceWithReferences: [mountpoints],
	user: [devices],
	mountpointRemoved: [place],
	mountpointMade: [place],
	file: [readOne, versions],
	fileTrashed: [readOne, versions],
	fileTrashedBare: [readOne],
	fileShared: [readOne],
	fileWithHistory: [versions],
	fileCorrupt: [readOne, versions],
	fileIncomplete: [readOne],
	fileAfterCorrupt: [readOne, versions],
	fileAfterIncomplete: [readOne, versions],
	fileWithComment: [readOne],
	fileOfNoTime: [readOne],
	folder: [readRows, place],
	mountpoint: [readRows],
	folderTrashed: [readRows, place],
	folderOfAllStates: [readRows],
	folderOfUnfinished: [readRows],
	folderWithReferences: [readRows, place],
	folderWithForbiddenReference: [readRows],
	folderWithControlCharacter: [readRows],
	trash: [view('Trash')],
	trashInCdata: [view('Trash')],
	trashOfAnotherUser: [view('Trash')],
	links: [view('Links')],
	latest: [view('Latest')],
	latestOfAnotherUser: [view('Latest')],
	tree: [readTreeRows],
	errorWithReferences: [readRows, readOne],
	flatListCut: [readRows, readOne],
};
