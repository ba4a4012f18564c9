import {usualTime, type Bench} from '../bench/bench.ts';
import {
	elementOf,
	isDone,
	outcome,
	whenDone,
	type Reply,
} from '../bench/reply.ts';
import type {Trial} from '../bench/trial.ts';
import {attributeOf, timeOf} from '../../jotta/xml/xml.ts';

const day = 24 * 3600 * 1000; // ms

/** Whether the file is alive with that content. */
async function made(bench: Bench, name: string, reply: Reply): Promise<string> {
	return whenDone(reply, async () => {
		const {kind, isTrashed} = await bench.look(name);
		return kind === 'file' ? (isTrashed ? 'done, and in the trash' : 'done') : 'answered as done, and not done';
	});
}

/** A time that is given in a form, and how it is understood. */
const form = (name: string, given: string, question: string): Trial => ({
	number: '2.4',
	name: `time-${name}`,
	question: `a time ${question}`,
	assumed: 'understood',
	async see(bench) {
		const content = await bench.put('a');
		return whenDone(await bench.byHash('a', content, {modified: given}), async () => {
			const {modified} = await bench.look('a');
			return modified === Date.parse('2022-03-04T05:06:07Z') ? 'understood' : (modified === Date.parse(usualTime) ? 'passed over' : 'another time is set');
		});
	},
});

export const byHashTrials: readonly Trial[] = [
	{
		number: '6.10',
		name: 'hash-unknown',
		question: 'cphash of content that nobody has',
		assumed: 'refused (404 NoSuchFileException)',
		see: async bench => outcome(await bench.byHash('a', bench.content())),
	},
	{
		number: '6.10',
		name: 'hash-known',
		question: 'cphash of the content of another file',
		assumed: 'done',
		async see(bench) {
			const content = await bench.put('a');
			return made(bench, 'b', await bench.byHash('b', content));
		},
	},
	{
		number: '6.10',
		name: 'hash-of-other-size',
		question: 'cphash of known content with another size',
		assumed: 'refused (404 NoSuchFileException)',
		async see(bench) {
			const content = await bench.put('a');
			return outcome(await bench.byHash('b', content, {size: 7}));
		},
	},
	{
		number: 'N15',
		name: 'hash-revives',
		question: 'cphash of a file in the trash with its own content',
		assumed: 'done',
		async see(bench) {
			const content = await bench.put('a');
			await bench.trash('a', 'file');
			return made(bench, 'a', await bench.byHash('a', content));
		},
	},
	{
		number: '9.4',
		name: 'hash-of-trashed',
		question: 'cphash of content that only a file in the trash has',
		assumed: 'done',
		async see(bench) {
			const content = await bench.put('a');
			await bench.trash('a', 'file');
			return made(bench, 'b', await bench.byHash('b', content));
		},
	},
	{
		number: '10',
		name: 'hash-of-old-version',
		question: 'cphash of a file with the content of its older version',
		assumed: 'version 3',
		async see(bench) {
			const content = await bench.put('a');
			await bench.put('a');
			return whenDone(await bench.byHash('a', content), async () => `version ${(await bench.look('a')).number ?? 'unknown'}`);
		},
	},
	{
		number: 'U4',
		name: 'hash-of-deleted',
		question: 'cphash of content that was deleted for good',
		assumed: 'refused (404 NoSuchFileException)',
		async see(bench) {
			const content = await bench.put('a');
			await bench.command('a', {rm: 'true'});
			return outcome(await bench.byHash('b', content));
		},
	},
	{
		number: 'U21',
		name: 'hash-below-missing-folder',
		question: 'cphash below a folder that is not there',
		assumed: 'done, the folder is made',
		async see(bench) {
			const content = await bench.put('a');
			return whenDone(await bench.byHash('below/b', content), async () => (await bench.look('below')).kind === 'folder' ? 'done, the folder is made' : 'answered as done, and no folder there');
		},
	},
	{
		number: 'U21',
		name: 'hash-below-trashed-folder',
		question: 'cphash below a folder in the trash',
		assumed: 'done, the folder is back',
		async see(bench) {
			const content = await bench.put('a');
			await bench.makeFolder('below');
			await bench.trash('below', 'folder');
			return whenDone(await bench.byHash('below/b', content), async () => (await bench.look('below')).isTrashed ? 'done, the folder is in the trash' : 'done, the folder is back');
		},
	},
	{
		number: 'U25',
		name: 'hash-of-times-only',
		question: 'the number of a version whose time alone is set by cphash',
		assumed: 'stays',
		async see(bench) {
			const content = await bench.put('a');
			return whenDone(await bench.byHash('a', content, {modified: '2022-03-04-T05:06:07Z'}), async () => (await bench.look('a')).number === 1 ? 'stays' : 'grows');
		},
	},
	{
		number: '6.10',
		name: 'hash-without-headers',
		question: 'cphash without a size and a hash',
		assumed: 'refused (400 InvalidArgumentException)',
		async see(bench) {
			await bench.put('a');
			return outcome(await bench.command('a', {cphash: 'true'}));
		},
	},
	form('of-jfs', '2022-03-04-T05:06:07Z', 'as JFS writes it'),
	form('of-rfc', '2022-03-04T05:06:07Z', 'as RFC 3339 writes it'),
	form('with-offset', '2022-03-04-T06:06:07+0100', 'with an offset without a colon'),
	form('with-milliseconds', '2022-03-04T05:06:07.891Z', 'with milliseconds, which are cut'),
	{
		number: '2.4',
		name: 'time-that-is-none',
		question: 'a time that is none',
		assumed: 'now is set',
		async see(bench) {
			const content = await bench.put('a');
			const reply = await bench.byHash('a', content, {modified: 'yesterday'});
			if (!isDone(reply)) {
				return outcome(reply);
			}

			const {modified = 0} = await bench.look('a');
			const now = timeOf(attributeOf(elementOf(reply), 'time')) ?? 0;
			return Math.abs(modified - now) < day ? 'now is set' : (modified === Date.parse(usualTime) ? 'passed over' : 'another time is set');
		},
	},
];
