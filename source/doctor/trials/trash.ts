import {
	elementOf,
	isDone,
	outcome,
	whenDone,
} from '../bench/reply.ts';
import type {Trial} from '../bench/trial.ts';
import {attributeOf, deletedOf, textOf} from '../../jotta/xml/xml.ts';

export const trashTrials: readonly Trial[] = [
	{
		number: '6.5',
		name: 'trash-missing-file',
		question: 'a file that is not there is moved to the trash',
		assumed: 'done',
		see: async bench => outcome(await bench.command('a', {dl: 'true'})),
	},
	{
		number: '6.5',
		name: 'trash-file-again',
		question: 'a file in the trash is moved there again',
		assumed: 'done',
		async see(bench) {
			await bench.put('a');
			await bench.trash('a', 'file');
			return outcome(await bench.command('a', {dl: 'true'}));
		},
	},
	{
		number: '6.6',
		name: 'trash-missing-folder',
		question: 'a folder that is not there is moved to the trash',
		assumed: 'refused (404 NoSuchPathException)',
		see: async bench => outcome(await bench.command('a', {dlDir: 'true'})),
	},
	{
		number: '6.6',
		name: 'trash-folder-again',
		question: 'a folder in the trash is moved there again',
		assumed: 'done',
		async see(bench) {
			await bench.makeFolder('a');
			await bench.trash('a', 'folder');
			return outcome(await bench.command('a', {dlDir: 'true'}));
		},
	},
	{
		number: '6.1',
		name: 'trash-folder-verb-on-file',
		question: 'dlDir is sent to a file',
		assumed: 'refused (404 NoSuchPathException)',
		async see(bench) {
			await bench.put('a');
			return outcome(await bench.command('a', {dlDir: 'true'}));
		},
	},
	{
		number: '6.1',
		name: 'delete-file-verb-on-folder',
		question: 'rm is sent to a folder',
		assumed: 'refused (404 NoSuchFileException)',
		async see(bench) {
			await bench.makeFolder('a');
			return outcome(await bench.command('a', {rm: 'true'}));
		},
	},
	{
		number: '6.1',
		name: 'delete-folder-verb-on-file',
		question: 'rmDir is sent to a file',
		assumed: 'refused (404 NoSuchPathException)',
		async see(bench) {
			await bench.put('a');
			return outcome(await bench.command('a', {rmDir: 'true'}));
		},
	},
	...(['file', 'folder'] as const).map((kind): Trial => ({
		number: kind === 'folder' ? 'N15' : '9.6',
		name: `delete-trashed-${kind}`,
		question: `a ${kind} in the trash is deleted for good`,
		assumed: 'done, and gone',
		async see(bench) {
			await (kind === 'file' ? bench.put('a') : bench.makeFolder('a'));
			await bench.trash('a', kind);
			return whenDone(await bench.command('a', kind === 'file' ? {rm: 'true'} : {rmDir: 'true'}), async () => (await bench.look('a')).kind === 'nothing' ? 'done, and gone' : 'answered as done, and still there');
		},
	})),
	{
		number: '6.7',
		name: 'delete-missing-file',
		question: 'a file that is not there is deleted for good',
		assumed: 'refused (404 NoSuchFileException)',
		see: async bench => outcome(await bench.command('a', {rm: 'true'})),
	},
	{
		number: '9.1',
		name: 'trashed-folder-is-read',
		question: 'a folder in the trash is read at its place',
		assumed: 'with its mark, and with what was in it',
		async see(bench) {
			await bench.put('a/inside');
			await bench.trash('a', 'folder');
			return whenDone(await bench.read('a'), async () => {
				const {isTrashed} = await bench.look('a');
				const [row] = await bench.rows('a');
				return `${isTrashed ? 'with its mark' : 'without a mark'}, ${row ? 'and with what was in it' : 'and empty'}`;
			});
		},
	},
	{
		number: '6.6',
		name: 'trashed-together',
		question: 'the times at which a folder and what is in it went to the trash',
		assumed: 'the same',
		async see(bench) {
			await bench.put('a/inside');
			await bench.trash('a', 'folder');
			const [folder, inside] = [await bench.look('a'), await bench.look('a/inside')];
			return inside.isTrashed ? (deletedOf(folder.element) === deletedOf(inside.element) ? 'the same' : 'different ones') : 'what is in it has none';
		},
	},
	{
		number: 'N16',
		name: 'trashed-mark',
		question: 'how a file says that it is in the trash',
		assumed: 'by an attribute',
		async see(bench) {
			await bench.put('a');
			await bench.trash('a', 'file');
			const {element} = await bench.look('a');
			return attributeOf(element, 'deleted') === undefined ? (textOf(element, 'deleted') === undefined ? 'not at all' : 'by an element') : 'by an attribute';
		},
	},
	{
		number: '5.4',
		name: 'trashed-is-listed',
		question: 'what is in the trash in the list of its folder',
		assumed: 'listed with a mark, and counted',
		async see(bench) {
			await bench.put('a');
			await bench.trash('a', 'file');
			const element = elementOf(await bench.read(''));
			const [row] = await bench.rows();
			const counted = element.metadata === undefined ? undefined : attributeOf(element.metadata as typeof element, 'total');
			return row === undefined ? 'not listed' : `listed ${deletedOf(row.element) === undefined ? 'without a mark' : 'with a mark'}, ${counted === '1' ? 'and counted' : 'and not counted'}`;
		},
	},
	{
		number: 'N9, 9.2',
		name: 'trash-view',
		question: 'a folder and what was in it in the list of the trash',
		assumed: 'the folder alone, with its place before',
		async see(bench) {
			await bench.put('a/inside');
			await bench.trash('a', 'folder');
			const found = await bench.trashedHere();
			const isFolderThere = found.some(({name}) => name === 'a');
			return isFolderThere ? (found.length === 1 ? 'the folder alone, with its place before' : 'both') : 'not with its place before';
		},
	},
	{
		number: '7.1',
		name: 'trashed-download',
		question: 'the content of a file in the trash',
		assumed: 'given',
		async see(bench) {
			const content = await bench.put('a');
			await bench.trash('a', 'file');
			const reply = await bench.read('a', '?mode=bin');
			return isDone(reply) ? (reply.text === content ? 'given' : 'another one') : outcome(reply);
		},
	},
];
