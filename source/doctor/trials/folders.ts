import {isDone, outcome, whenDone} from '../bench/reply.ts';
import type {Trial} from '../bench/trial.ts';

const making = {mkDir: 'true'};

export const folderTrials: readonly Trial[] = [
	{
		number: '6.4',
		name: 'folder-status',
		question: 'with what a new folder is answered',
		assumed: '200',
		see: async bench => String((await bench.command('a', making)).status),
	},
	{
		number: '6.4',
		name: 'folder-again',
		question: 'a folder is made that is there',
		assumed: 'done',
		async see(bench) {
			await bench.makeFolder('a');
			return outcome(await bench.command('a', making));
		},
	},
	{
		number: 'U21',
		name: 'folder-parents',
		question: 'a folder is made below one that is not there',
		assumed: 'done, with its parent',
		see: async bench => whenDone(await bench.command('a/b', making), async () => (await bench.look('a')).kind === 'folder' ? 'done, with its parent' : 'answered as done, and no parent there'),
	},
	{
		number: '6.4, U23',
		name: 'folder-over-live-file',
		question: 'a folder is made where a file is',
		assumed: 'refused (409 UniqueFileException)',
		async see(bench) {
			await bench.put('a');
			return outcome(await bench.command('a', making));
		},
	},
	{
		number: 'N25',
		name: 'folder-over-trashed-file',
		question: 'a folder is made where a file in the trash has been',
		assumed: 'refused (409 UniqueFileException)',
		async see(bench) {
			await bench.put('a');
			await bench.trash('a', 'file');
			return outcome(await bench.command('a', making));
		},
	},
	{
		number: '6.4',
		name: 'folder-below-file',
		question: 'a folder is made below a file',
		assumed: 'refused (409 UniqueFileException)',
		async see(bench) {
			await bench.put('a');
			return outcome(await bench.command('a/b', making));
		},
	},
	{
		number: 'U21',
		name: 'folder-revived',
		question: 'a folder in the trash is made again',
		assumed: 'back, without what was in it',
		async see(bench) {
			await bench.put('a/inside');
			await bench.trash('a', 'folder');
			return whenDone(await bench.command('a', making), async () => {
				const [folder, inside] = [await bench.look('a'), await bench.look('a/inside')];
				return folder.isTrashed ? 'answered as done, and still in the trash' : (inside.isTrashed ? 'back, without what was in it' : 'back, with what was in it');
			});
		},
	},
	{
		number: 'U21',
		name: 'folder-revived-above',
		question: 'a folder is made below one in the trash',
		assumed: 'done, with its parent',
		async see(bench) {
			await bench.makeFolder('a');
			await bench.trash('a', 'folder');
			return whenDone(await bench.command('a/b', making), async () => (await bench.look('a')).isTrashed ? 'done, and its parent is in the trash' : 'done, with its parent');
		},
	},
	{
		number: '16.1',
		name: 'folder-in-other-case',
		question: 'a folder is made whose name differs in case from one that is there',
		assumed: 'the one that is there, spelled as before',
		async see(bench) {
			await bench.makeFolder('spelling');
			return whenDone(await bench.command('SPELLING', making), async () => {
				const names = (await bench.rows()).map(({name}) => name);
				return names.length > 1 ? 'two' : (names[0] === 'spelling' ? 'the one that is there, spelled as before' : 'the one that is there, spelled anew');
			});
		},
	},
	{
		number: '5.4',
		name: 'folder-at-once',
		question: 'when a new folder and a new file are listed',
		assumed: 'at once',
		async see(bench) {
			await bench.makeFolder('a');
			await bench.put('b');
			const names = new Set((await bench.rows()).map(({name}) => name));
			return names.has('a') && names.has('b') ? 'at once' : 'later';
		},
	},
	{
		number: '6.11',
		name: 'unknown-verb',
		question: 'a verb that is none, restore=true',
		assumed: 'refused (500 IllegalStateException)',
		async see(bench) {
			await bench.put('a');
			await bench.trash('a', 'file');
			return outcome(await bench.command('a', {restore: 'true'}));
		},
	},
	{
		number: '2.3',
		name: 'verb-with-content-type',
		question: 'a verb with the Content-Type of content',
		assumed: 'refused (404 NoSuchFileException)',
		async see(bench) {
			await bench.put('a');
			return outcome(await bench.command('a', {dl: 'true'}, {headers: {'content-type': 'application/octet-stream'}}));
		},
	},
	{
		number: '14.3',
		name: 'missing-parent-error',
		question: 'what a place below a missing folder is called',
		assumed: 'refused (404 NoSuchPathException)',
		see: async bench => outcome(await bench.read('gone/below')),
	},
	{
		number: '14.3',
		name: 'missing-file-error',
		question: 'what a missing file is called',
		assumed: 'refused (404 NoSuchFileException)',
		see: async bench => outcome(await bench.read('gone')),
	},
	{
		number: '5.4',
		name: 'empty-folder-lists',
		question: 'the lists of an empty folder',
		assumed: 'left out',
		async see(bench) {
			const reply = await bench.read('');
			return isDone(reply) ? (/<(?:folders|files)\b/v.test(reply.text) ? 'empty' : 'left out') : outcome(reply);
		},
	},
];
