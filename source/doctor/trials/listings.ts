import type {Bench} from '../bench/bench.ts';
import {
	documentIn,
	isDone,
	outcome,
	whenDone,
} from '../bench/reply.ts';
import type {Trial} from '../bench/trial.ts';
import {
	asElement,
	attributeOf,
	childrenOf,
	numberOf,
	textOf,
	type Element,
} from '../../jotta/xml/xml.ts';

const stream = '?mode=liststream';

type Streamed = {
	readonly root: string;
	readonly folders: readonly string[]; // announced ones, below the trial's folder; it is the empty path
	readonly files: readonly string[];
	readonly told: readonly [folders: number | undefined, files: number | undefined];
	readonly text: string; // without CDATA sections
};

/** The recursive list of a folder, with paths below the trial's own. */
async function streamed(bench: Bench, name = ''): Promise<Streamed | string> {
	const reply = await bench.read(name, stream);
	if (!isDone(reply)) {
		return outcome(reply);
	}

	const {root, element} = documentIn(reply);
	const base = bench.path().slice(bench.path().indexOf('/', 1)).length;
	const below = (each: Element) => (textOf(each, 'path') ?? '').slice(base).replace(/^\//v, '');
	const stats = asElement(element.stats ?? {});
	return {
		root,
		folders: childrenOf(element, 'folder').map(each => below(each)),
		files: childrenOf(element, 'file').map(each => [below(each), textOf(each, 'filename') ?? ''].filter(Boolean).join('/')),
		told: [numberOf(textOf(stats, 'folders')), numberOf(textOf(stats, 'files'))],
		text: reply.text.replaceAll(/<!\[CDATA\[(?<text>.*?)\]\]>/gsv, '$<text>'),
	};
}

const ask = async (bench: Bench, tell: (list: Streamed) => string, name?: string) => {
	const list = await streamed(bench, name);
	return typeof list === 'string' ? list : tell(list);
};

/** A folder with a file, one that is empty, and a file. */
async function smallTree(bench: Bench): Promise<void> {
	await bench.put('full/file');
	await bench.makeFolder('empty');
	await bench.put('file');
}

export const listingTrials: readonly Trial[] = [
	{
		number: 'U1',
		name: 'stream-root',
		question: 'the root of a recursive list',
		assumed: 'fileliststream',
		see: async bench => ask(bench, ({root}) => /^[a-z]{1,30}$/v.test(root) ? root : 'another one'),
	},
	{
		number: 'U1',
		name: 'stream-folders',
		question: 'which folders a recursive list names by themselves',
		assumed: 'all',
		async see(bench) {
			await smallTree(bench);
			return ask(bench, ({folders}) => ['', 'empty', 'full'].every(each => folders.includes(each)) ? 'all' : (folders.includes('full') ? 'others' : 'those without files'));
		},
	},
	{
		number: 'U1',
		name: 'stream-order',
		question: 'where a folder stands in a recursive list',
		assumed: 'before its files, or nowhere',
		async see(bench) {
			await smallTree(bench);
			return ask(bench, ({text}) => text.lastIndexOf('/full</path></folder>') < text.indexOf('/full</path><filename>') ? 'before its files, or nowhere' : 'elsewhere');
		},
	},
	{
		number: '7.4',
		name: 'stream-counts',
		question: 'the numbers at the end of a recursive list',
		assumed: 'all folders with the first, all files',
		async see(bench) {
			await smallTree(bench);
			return ask(bench, ({told: [folders, files]}) => `${folders === 3 ? 'all folders with the first' : (folders === 2 ? 'all folders without the first' : 'other folders')}, ${files === 2 ? 'all files' : 'other files'}`);
		},
	},
	{
		number: '22.2',
		name: 'stream-folded',
		question: 'how folders are counted whose names differ in their Unicode form only',
		assumed: 'each',
		async see(bench) {
			await bench.makeFolder('\u{E9}');
			await bench.makeFolder('e\u{301}');
			const folders = (await bench.rows()).length;
			return ask(bench, ({told}) => told[0] === folders + 1 ? 'each' : (told[0] === 2 ? 'once' : 'otherwise'));
		},
	},
	{
		number: '7.4',
		name: 'stream-trashed',
		question: 'what is in the trash in a recursive list',
		assumed: 'left out',
		async see(bench) {
			await bench.put('a');
			await bench.put('b');
			await bench.trash('a', 'file');
			return ask(bench, ({files}) => files.includes('a') ? 'listed' : (files.includes('b') ? 'left out' : 'left out, and others, too'));
		},
	},
	{
		number: '7.4',
		name: 'stream-unfinished',
		question: 'a file of which nothing has been sent in a recursive list',
		assumed: 'left out',
		async see(bench) {
			await bench.announce('a', bench.content());
			return ask(bench, ({files}) => files.includes('a') ? 'listed' : 'left out');
		},
	},
	{
		number: '7.4',
		name: 'stream-of-trashed',
		question: 'the recursive list of a folder in the trash',
		assumed: 'refused (404 NoSuchPathException)',
		async see(bench) {
			await bench.makeFolder('a');
			await bench.trash('a', 'folder');
			return ask(bench, () => 'done', 'a');
		},
	},
	{
		number: '7.4',
		name: 'stream-spelling',
		question: 'the paths in a recursive list that is asked for in another case',
		assumed: 'as stored',
		async see(bench) {
			await bench.put('spelling/a');
			return ask(bench, ({files}) => files.includes('spelling/a') ? 'as stored' : (files.includes('SPELLING/a') ? 'as asked' : 'others'), 'SPELLING');
		},
	},
	{
		number: '7.4',
		name: 'stream-times',
		question: 'times in a recursive list',
		assumed: 'with three decimals',
		async see(bench) {
			await bench.put('a');
			return ask(bench, ({text}) => /<modified>\d{4}-\d\d-\d\dT[\d:]+\.\d{3}Z</v.test(text) ? 'with three decimals' : 'others');
		},
	},
	{
		number: '7.3',
		name: 'flat-list',
		question: 'the older recursive list, mode=list',
		assumed: 'done',
		see: async bench => outcome(await bench.read('', '?mode=list')),
	},
	{
		number: '5.4',
		name: 'folder-times',
		question: 'times of a folder in the list that it is in',
		assumed: 'none',
		async see(bench) {
			await bench.makeFolder('a');
			const [row] = await bench.rows();
			return row === undefined ? 'not listed' : (['created', 'modified', 'updated'].some(each => textOf(row.element, each) !== undefined) ? 'told' : 'none');
		},
	},
	{
		number: '2.5',
		name: 'both-paths',
		question: 'the elements path and abspath of a file',
		assumed: 'both, the same',
		async see(bench) {
			await bench.put('a');
			const {element} = await bench.look('a');
			const [path, absolute] = [textOf(element, 'path'), textOf(element, 'abspath')];
			return path === undefined || absolute === undefined ? 'not both' : (path === absolute ? 'both, the same' : 'both, different ones');
		},
	},
	{
		number: '5.4',
		name: 'file-identity',
		question: 'the identity of a file in a list',
		assumed: 'told, as in its own document',
		async see(bench) {
			await bench.put('a');
			const [row] = await bench.rows();
			const {uuid} = await bench.look('a');
			const listed = row && attributeOf(row.element, 'uuid');
			return listed === undefined ? 'not told' : (listed === uuid ? 'told, as in its own document' : 'another one');
		},
	},
	{
		number: '14.3',
		name: 'stream-missing',
		question: 'the recursive list of a folder that is not there',
		assumed: 'refused (404 NoSuchFileException)',
		see: async bench => ask(bench, () => 'done', 'gone'),
	},
	{
		number: '5.6',
		name: 'other-case',
		question: 'a file is read by its name in another case',
		assumed: 'found, under its own name',
		async see(bench) {
			await bench.put('spelling');
			return whenDone(await bench.read('SPELLING'), async () => (await bench.look('SPELLING')).name === 'spelling' ? 'found, under its own name' : 'found, under the other name');
		},
	},
];
