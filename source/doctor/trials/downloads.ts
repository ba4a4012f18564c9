import type {Bench} from '../bench/bench.ts';
import {isDone, outcome, type Reply} from '../bench/reply.ts';
import type {Trial} from '../bench/trial.ts';

const bin = '?mode=bin';

/** Which content an answer has, of those that are known. */
function which(reply: Reply, known: Readonly<Record<string, string>>): string {
	return isDone(reply) ? (Object.entries(known).find(([, content]) => content === reply.text)?.[0] ?? 'another content') : outcome(reply);
}

/** A file with two versions. */
async function twoVersions(bench: Bench): Promise<Readonly<Record<string, string>>> {
	return {'the first': await bench.put('a'), 'the second': await bench.put('a')};
}

const part = (name: string, range: string, [start, end]: readonly [number, number], question: string): Trial => ({
	number: '7.1',
	name: `range-${name}`,
	question: `the content of a file, ${question}`,
	assumed: 'the part, with 206',
	async see(bench) {
		const content = await bench.put('a');
		const reply = await bench.read('a', bin, {range});
		return isDone(reply) ? `${reply.text === content.slice(start, end) ? 'the part' : (reply.text === content ? 'the whole' : 'another content')}, with ${reply.status}` : outcome(reply);
	},
});

const header = (name: string, assumed: string): Trial => ({
	number: 'U2',
	name: `content-${name}`,
	question: `the header ${name} of content`,
	assumed,
	async see(bench) {
		await bench.put('a.txt');
		const reply = await bench.read('a.txt', bin);
		return isDone(reply) ? (reply.headers[name] === undefined ? 'none' : 'there') : outcome(reply);
	},
});

export const downloadTrials: readonly Trial[] = [
	part('of-the-middle', 'bytes=3-7', [3, 8], 'from a position to another'),
	part('to-the-end', 'bytes=3-', [3, Infinity], 'from a position on'),
	{
		number: '7.1',
		name: 'range-behind-the-end',
		question: 'the content of a file from behind its end on',
		assumed: 'refused (416 RequestedRangeNotSatisfiedException)',
		async see(bench) {
			await bench.put('a');
			return outcome(await bench.read('a', bin, {range: 'bytes=5000-'}));
		},
	},
	header('content-length', 'there'),
	header('etag', 'none'),
	header('last-modified', 'none'),
	header('content-disposition', 'none'),
	{
		number: '7.1',
		name: 'content-of-folder',
		question: 'the content of a folder',
		assumed: 'refused (400 InvalidArgumentException)',
		async see(bench) {
			await bench.makeFolder('a');
			return outcome(await bench.read('a', bin));
		},
	},
	{
		number: '7.1',
		name: 'content-of-unfinished',
		question: 'the content of a file of which nothing has been sent',
		assumed: 'refused (404 NoSuchFileException)',
		async see(bench) {
			await bench.announce('a', bench.content());
			return outcome(await bench.read('a', bin));
		},
	},
	{
		number: 'U3',
		name: 'version-older',
		question: 'the content of an older version, by revision=1',
		assumed: 'the first',
		async see(bench) {
			const known = await twoVersions(bench);
			return which(await bench.read('a', `${bin}&revision=1`), known);
		},
	},
	{
		number: 'U3',
		name: 'version-current',
		question: 'the content of the current version, by its number',
		assumed: 'the second',
		async see(bench) {
			const known = await twoVersions(bench);
			return which(await bench.read('a', `${bin}&revision=2`), known);
		},
	},
	{
		number: 'U3',
		name: 'version-unknown',
		question: 'the content of a version that there never was',
		assumed: 'refused (404 NoSuchFileException)',
		async see(bench) {
			const known = await twoVersions(bench);
			return which(await bench.read('a', `${bin}&revision=99`), known);
		},
	},
	{
		number: 'U3',
		name: 'version-range',
		question: 'a part of the content of an older version',
		assumed: 'the part of the first, with 206',
		async see(bench) {
			const known = await twoVersions(bench);
			const reply = await bench.read('a', `${bin}&revision=1`, {range: 'bytes=2-'});
			const parts = Object.fromEntries(Object.entries(known).map(([name, content]) => [`the part of ${name}`, content.slice(2)]));
			return isDone(reply) ? `${which(reply, parts)}, with ${reply.status}` : outcome(reply);
		},
	},
	{
		number: 'U3',
		name: 'version-of-trashed',
		question: 'the content of an older version of a file in the trash',
		assumed: 'the first',
		async see(bench) {
			const known = await twoVersions(bench);
			await bench.trash('a', 'file');
			return which(await bench.read('a', `${bin}&revision=1`), known);
		},
	},
	{
		number: '10',
		name: 'versions-kept',
		question: 'how many of six versions are kept',
		assumed: '5',
		async see(bench) {
			for (let count = 0; count < 6; count += 1) {
				await bench.put('a');
			}

			return String((await bench.look('a')).versions);
		},
	},
];
