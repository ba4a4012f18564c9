import type {Bench} from '../bench/bench.ts';
import {
	elementOf,
	isDone,
	outcome,
	type Reply,
} from '../bench/reply.ts';
import type {Trial} from '../bench/trial.ts';
import {listLinks} from '../../jotta/links.ts';
import {textOf} from '../../jotta/xml/xml.ts';

const [on, off] = ['?mode=enableShare', '?mode=disableShare'];

const identifierIn = (reply: Reply) => textOf(elementOf(reply), 'publicURI');

/** Shares what was made for it, and ends that in any case. */
async function shared(bench: Bench, name: string, see: (reply: Reply, identifier: string | undefined) => string | Promise<string>): Promise<string> {
	try {
		const reply = await bench.read(name, on);
		return isDone(reply) ? await see(reply, identifierIn(reply)) : outcome(reply);
	} finally {
		await bench.read(name, off);
	}
}

function formOf(page: string | undefined, identifier: string): string {
	if (page === undefined) {
		return 'none';
	}

	const before = page.endsWith(identifier) ? page.slice(0, -identifier.length) : undefined;
	return before === undefined ? 'without the identifier' : (before === '/s/' ? '/s/ and the identifier' : (/^\/s\/[^\/]{3}$/v.test(before) ? '/s/, three characters, the identifier' : 'another one'));
}

export const linkTrials: readonly Trial[] = [
	{
		number: '7.5',
		name: 'link-identifier',
		question: 'the identifier of a public link',
		assumed: '32 hex digits',
		async see(bench) {
			await bench.put('a');
			return shared(bench, 'a', (_, identifier = '') => /^[\da-f]{32}$/v.test(identifier) ? '32 hex digits' : (identifier === '' ? 'none' : 'another one'));
		},
	},
	{
		number: 'N2, U16',
		name: 'link-page',
		question: 'the page of a public link',
		assumed: '/s/, three characters, the identifier',
		async see(bench) {
			await bench.put('a');
			return shared(bench, 'a', (reply, identifier = '') => formOf(textOf(elementOf(reply), 'publicSharePath'), identifier));
		},
	},
	{
		number: '7.5',
		name: 'link-again',
		question: 'the identifier when a link is made again that is there',
		assumed: 'the same',
		async see(bench) {
			await bench.put('a');
			return shared(bench, 'a', async (_, identifier) => identifierIn(await bench.read('a', on)) === identifier ? 'the same' : 'another one');
		},
	},
	{
		number: '7.5',
		name: 'link-off',
		question: 'a link is turned off',
		assumed: 'done, and gone',
		async see(bench) {
			await bench.put('a');
			return shared(bench, 'a', async () => {
				const reply = await bench.read('a', off);
				return isDone(reply) ? (identifierIn(reply) === undefined ? 'done, and gone' : 'done, and still there') : outcome(reply);
			});
		},
	},
	{
		number: '7.5',
		name: 'link-anew',
		question: 'the identifier when a link is made after it was turned off',
		assumed: 'another one',
		async see(bench) {
			await bench.put('a');
			return shared(bench, 'a', async (_, identifier) => {
				await bench.read('a', off);
				return identifierIn(await bench.read('a', on)) === identifier ? 'the same' : 'another one';
			});
		},
	},
	{
		number: '7.5',
		name: 'link-in-list',
		question: 'the link of a file in the list that it is in',
		assumed: 'told',
		async see(bench) {
			await bench.put('a');
			return shared(bench, 'a', async () => (await bench.rows()).some(({element}) => textOf(element, 'publicURI') !== undefined) ? 'told' : 'not told');
		},
	},
	{
		number: 'U16',
		name: 'link-of-folder',
		question: 'the link of a folder in its own document',
		assumed: 'told',
		async see(bench) {
			await bench.makeFolder('a');
			return shared(bench, 'a', async () => identifierIn(await bench.read('a')) === undefined ? 'not told' : 'told');
		},
	},
	{
		number: 'U16',
		name: 'link-of-folder-in-list',
		question: 'the link of a folder in the list that it is in',
		assumed: 'not told',
		async see(bench) {
			await bench.makeFolder('a');
			return shared(bench, 'a', async () => (await bench.rows()).some(({element}) => textOf(element, 'publicURI') !== undefined) ? 'told' : 'not told');
		},
	},
	...([['file', 'told'], ['folder', 'not told']] as const).map(([kind, assumed]): Trial => ({
		number: '11.3',
		name: `link-of-${kind}-among-links`,
		question: `the link of a ${kind} in the list of all links`,
		assumed,
		async see(bench) {
			await (kind === 'file' ? bench.put('a') : bench.makeFolder('a'));
			return shared(bench, 'a', async () => await isAmongLinks(bench, bench.path('a')) ? 'told' : 'not told');
		},
	})),
];

async function isAmongLinks({client, signal}: Bench, path: string): Promise<boolean> {
	for await (const batch of listLinks({client, signal})) {
		if (batch.some(row => row.path === path)) {
			return true;
		}
	}

	return false;
}
