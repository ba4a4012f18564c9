import {
	hashOf,
	usualTime,
	type Bench,
} from '../bench/bench.ts';
import {
	elementOf,
	jsonIn,
	isDone,
	listed,
	outcome,
	whenDone,
	type Reply,
} from '../bench/reply.ts';
import type {Trial} from '../bench/trial.ts';
import {Unprepared} from '../bench/untried.ts';
import {attributeOf, timeOf} from '../../jotta/xml/xml.ts';

const day = 24 * 3600 * 1000; // ms

const stateIn = (reply: Reply) => {
	const {state} = jsonIn(reply);
	return state === 'COMPLETED' || state === 'INCOMPLETE' || state === 'CORRUPT' ? state : 'another state';
};

/** What is there after an upload: the content that was announced, or not. */
async function arrived(bench: Bench, name: string, content: string): Promise<string> {
	const {md5, isTrashed} = await bench.look(name);
	return md5 === hashOf(content) ? (isTrashed ? 'done, and in the trash' : 'done') : 'answered as done, and not done';
}

async function announced(bench: Bench, name: string, content: string): Promise<Reply> {
	const reply = await bench.announce(name, content);
	if (!isDone(reply)) {
		throw new Unprepared(`not announced: ${outcome(reply)}`);
	}

	return reply;
}

/** Of two revisions, told by what the service has when it was announced. */
const conflict = (name: string, handler: string, what: string, {isThere, assumed}: {readonly isThere: 'alive' | 'trashed' | 'not'; readonly assumed: string}): Trial => ({
	number: isThere === 'alive' && handler === 'REJECT_CONFLICTS' ? 'U24, U9' : 'U24',
	name: `conflict-${name}`,
	question: `a file is announced with ${handler} ${what}`,
	assumed,
	async see(bench) {
		if (isThere !== 'not') {
			await bench.put('a');
		}

		if (isThere === 'trashed') {
			await bench.trash('a', 'file');
		}

		return outcome(await bench.announce('a', bench.content(), {conflict_handler: handler}));
	},
});

/** A time in an announcement. */
const time = (name: string, modified: string | number | undefined, question: string, assumed = 'understood'): Trial => ({
	number: name === 'left-out' ? 'N14' : 'N4',
	name: `announced-time-${name}`,
	question: `the time of a file, ${question}`,
	assumed,
	async see(bench) {
		const content = bench.content();
		const reply = await bench.announce('a', content, {modified, created: modified});
		if (!isDone(reply)) {
			return outcome(reply);
		}

		await bench.transmit(reply, content);
		const sight = await bench.look('a');
		const now = timeOf(attributeOf(sight.element, 'time')) ?? 0;
		return sight.modified === Date.parse(usualTime) ? 'understood' : (Math.abs((sight.modified ?? 0) - now) < day ? 'now is set' : 'another time is set');
	},
});

export const uploadTrials: readonly Trial[] = [
	{
		number: 'N6',
		name: 'announce-status',
		question: 'with what an announced file is answered',
		assumed: '200',
		see: async bench => String((await bench.announce('a', bench.content())).status),
	},
	{
		number: '8.1',
		name: 'announce-known',
		question: 'the state of an announced file whose content another one has',
		assumed: 'COMPLETED',
		async see(bench) {
			const content = await bench.put('a');
			return stateIn(await announced(bench, 'b', content));
		},
	},
	{
		number: 'N6',
		name: 'announce-nulls',
		question: 'where to send content that is there already',
		assumed: 'an address, and a position',
		async see(bench) {
			const content = await bench.put('a');
			const {upload_url: url, resume_pos: position} = jsonIn(await announced(bench, 'b', content));
			return `${typeof url === 'string' ? 'an address' : 'no address'}, ${typeof position === 'number' ? 'and a position' : 'and no position'}`;
		},
	},
	{
		number: '8.1',
		name: 'announce-times-only',
		question: 'a file is announced with the content that it has, and another time',
		assumed: 'the time is set, the number stays',
		async see(bench) {
			const content = await bench.put('a');
			return whenDone(await bench.announce('a', content, {modified: '2022-03-04T05:06:07Z'}), async () => {
				const {modified, number} = await bench.look('a');
				return `${modified === Date.parse('2022-03-04T05:06:07Z') ? 'the time is set' : 'the time is not set'}, ${number === 1 ? 'the number stays' : 'the number grows'}`;
			});
		},
	},
	{
		number: 'U21',
		name: 'announce-below-missing-folder',
		question: 'a file goes up below a folder that is not there',
		assumed: 'done, the folder is made',
		async see(bench) {
			await bench.put('below/a');
			return (await bench.look('below')).kind === 'folder' ? 'done, the folder is made' : 'answered as done, and no folder there';
		},
	},
	{
		number: 'U21',
		name: 'announce-below-trashed-folder',
		question: 'a file goes up below a folder in the trash',
		assumed: 'done, the folder is back',
		async see(bench) {
			await bench.makeFolder('below');
			await bench.trash('below', 'folder');
			await bench.put('below/a');
			return (await bench.look('below')).isTrashed ? 'done, the folder is in the trash' : 'done, the folder is back';
		},
	},
	{
		number: 'U9',
		name: 'announce-over-folder',
		question: 'a file is announced where a folder is',
		assumed: 'refused (409 UniqueFileException)',
		async see(bench) {
			await bench.makeFolder('a');
			return outcome(await bench.announce('a', bench.content()));
		},
	},
	{
		number: 'N7',
		name: 'announce-bad',
		question: 'a file is announced with a hash that is none',
		assumed: 'refused (400 InvalidArgumentException)',
		see: async bench => outcome(await bench.announce('a', bench.content(), {md5: 'none'})),
	},
	conflict('reject', 'REJECT_CONFLICTS', 'where one is', {isThere: 'alive', assumed: 'refused (409 UniqueFileException)'}),
	conflict('reject-trashed', 'REJECT_CONFLICTS', 'where one in the trash has been', {isThere: 'trashed', assumed: 'done'}),
	conflict('reject-free', 'REJECT_CONFLICTS', 'where none is', {isThere: 'not', assumed: 'done'}),
	conflict('new-version', 'CREATE_NEW_REVISION', 'where one is', {isThere: 'alive', assumed: 'done'}),
	time('with-milliseconds', '2021-02-03T04:05:06.789Z', 'with milliseconds'),
	time('as-number', Date.parse(usualTime), 'as a number of milliseconds'),
	time('with-offset', '2021-02-03T05:05:06+01:00', 'with an offset'),
	time('left-out', undefined, 'left out', 'now is set'),
	{
		number: '8.2',
		name: 'upload-empty',
		question: 'an empty file goes up',
		assumed: 'done',
		async see(bench) {
			await bench.put('a', '');
			return arrived(bench, 'a', '');
		},
	},
	{
		number: '8.2',
		name: 'upload-nulls',
		question: 'the identifier of content that has arrived',
		assumed: 'told',
		async see(bench) {
			const content = bench.content();
			const reply = await bench.transmit(await announced(bench, 'a', content), content);
			return whenDone(reply, () => typeof jsonIn(reply).content_id === 'string' ? 'told' : 'left open');
		},
	},
	{
		number: 'U9, N5',
		name: 'upload-of-other-content',
		question: 'content arrives that is not what was announced',
		assumed: 'refused (422 CorruptUploadOpenApiException)',
		async see(bench) {
			const content = bench.content();
			return outcome(await bench.transmit(await announced(bench, 'a', content), content.toUpperCase()));
		},
	},
	{
		number: '8.2',
		name: 'upload-too-long',
		question: 'more arrives than was announced',
		assumed: 'refused (400 InvalidArgumentException)',
		async see(bench) {
			const content = bench.content();
			return outcome(await bench.transmit(await announced(bench, 'a', content), `${content}and more`));
		},
	},
	{
		number: 'U22',
		name: 'upload-over-trashed',
		question: 'a file goes up where one in the trash has been',
		assumed: 'done, and its versions are kept',
		async see(bench) {
			await bench.put('a');
			await bench.trash('a', 'file');
			const content = await bench.put('a');
			const {versions} = await bench.look('a');
			return `${await arrived(bench, 'a', content)}, ${versions === 2 ? 'and its versions are kept' : 'and its versions are gone'}`;
		},
	},
	{
		number: '16.1',
		name: 'upload-in-other-case',
		question: 'a file goes up whose name differs in case from one that is there',
		assumed: 'a new version, spelled as before',
		async see(bench) {
			await bench.put('spelling');
			await bench.put('SPELLING');
			const names = (await bench.rows()).map(({name}) => name);
			return names.length > 1 ? 'two files' : `a new version, spelled ${names[0] === 'spelling' ? 'as before' : 'anew'}`;
		},
	},
	{
		number: 'N16',
		name: 'unfinished-document',
		question: 'the revisions of a file of which nothing has been sent',
		assumed: 'the latest',
		async see(bench) {
			await announced(bench, 'a', bench.content());
			const element = elementOf(await bench.read('a'));
			return listed([element.currentRevision === undefined ? '' : 'the current', element.latestRevision === undefined ? '' : 'the latest'], 'none');
		},
	},
];
