import {lengthOf, hashOf, type Bench} from '../bench/bench.ts';
import {
	elementOf,
	jsonIn,
	isDone,
	outcome,
	whenDone,
	type Reply,
} from '../bench/reply.ts';
import type {Trial} from '../bench/trial.ts';
import {Unprepared} from '../bench/untried.ts';
import {asElement, revisionFacts} from '../../jotta/xml/xml.ts';

const half = 10; // bytes that arrive first; contents here are longer

type Begun = {readonly content: string; readonly announced: Reply; readonly first: Reply};

/** Announces a file, and sends a part of it as the whole. */
async function begun(bench: Bench): Promise<Begun> {
	const content = bench.content();
	const announced = await bench.announce('a', content);
	if (!isDone(announced)) {
		throw new Unprepared(`not announced: ${outcome(announced)}`);
	}

	return {content, announced, first: await bench.transmit(announced, content.slice(0, half))};
}

const rangeOf = (content: string, from: number) => ({range: `bytes=${from}-${lengthOf(content) - 1}`});

async function finished(bench: Bench, reply: Reply, content: string): Promise<string> {
	return whenDone(reply, async () => (await bench.look('a')).md5 === hashOf(content) ? 'done' : 'answered as done, and not done');
}

export const resumedTrials: readonly Trial[] = [
	{
		number: 'N5',
		name: 'upload-cut',
		question: 'a part of a file arrives',
		assumed: 'refused (420 IncompleteUploadOpenApiException)',
		see: async bench => outcome((await begun(bench)).first),
	},
	{
		number: '8.2',
		name: 'resume-position',
		question: 'the position that is named after a part has arrived',
		assumed: 'behind the part',
		async see(bench) {
			const {content} = await begun(bench);
			const {resume_pos: position} = jsonIn(await bench.announce('a', content));
			return position === half ? 'behind the part' : (position === 0 ? 'the beginning' : 'another one');
		},
	},
	{
		number: '8.2',
		name: 'resume-state',
		question: 'the size of a file of which a part has arrived',
		assumed: 'what has arrived',
		async see(bench) {
			await begun(bench);
			const element = elementOf(await bench.read('a'));
			const size = Number((revisionFacts(element, 'latestRevision') ?? revisionFacts(element, 'currentRevision'))?.size ?? NaN);
			return size === half ? 'what has arrived' : (Number.isNaN(size) ? 'not told' : 'another one');
		},
	},
	{
		number: 'N12',
		name: 'resume-with-range',
		question: 'the rest of a file arrives with Range',
		assumed: 'done',
		async see(bench) {
			const {content} = await begun(bench);
			return finished(bench, await bench.transmit(await bench.announce('a', content), content.slice(half), rangeOf(content, half)), content);
		},
	},
	{
		number: 'N12',
		name: 'resume-without-range',
		question: 'the whole file arrives without Range after a part of it',
		assumed: 'done',
		async see(bench) {
			const {content} = await begun(bench);
			return finished(bench, await bench.transmit(await bench.announce('a', content), content), content);
		},
	},
	{
		number: 'N12',
		name: 'resume-elsewhere',
		question: 'the rest arrives from another position than the one that was named',
		assumed: 'refused (416 RequestedRangeNotSatisfiedException)',
		async see(bench) {
			const {content} = await begun(bench);
			return outcome(await bench.transmit(await bench.announce('a', content), content.slice(half + 2), rangeOf(content, half + 2)));
		},
	},
	{
		number: 'U10',
		name: 'resume-at-same-address',
		question: 'the rest arrives at the address of the first part, without a new announcement',
		assumed: 'done',
		async see(bench) {
			const {content, announced} = await begun(bench);
			return finished(bench, await bench.transmit(announced, content.slice(half), rangeOf(content, half)), content);
		},
	},
	{
		number: '5.4',
		name: 'corrupt-state',
		question: 'the state of a file whose content was another one',
		assumed: 'CORRUPT',
		async see(bench) {
			const content = bench.content();
			await bench.transmit(await bench.announce('a', content), content.toUpperCase());
			const element = elementOf(await bench.read('a'));
			const {state} = revisionFacts(element, 'latestRevision') ?? revisionFacts(element, 'currentRevision') ?? revisionFacts(asElement(element), 'revision') ?? {};
			return state === 'CORRUPT' || state === 'INCOMPLETE' || state === 'COMPLETED' ? state : 'another one';
		},
	},
];
