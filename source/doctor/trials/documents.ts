import type {Bench} from '../bench/bench.ts';
import {isDone, outcome, type Reply} from '../bench/reply.ts';
import type {Trial} from '../bench/trial.ts';

/** How the answer about a place is written. */
const written = async (bench: Bench, name: string, tell: (text: string, reply: Reply) => string) => {
	const reply = await bench.read(name);
	return isDone(reply) ? tell(reply.text, reply) : outcome(reply);
};

const odd = '\u{FFFE}'; // no XML may hold it

export const documentTrials: readonly Trial[] = [
	{
		number: '22.2',
		name: 'xml-references',
		question: 'characters beyond ASCII in a document',
		assumed: 'as they are',
		async see(bench) {
			await bench.put('it’s blå');
			return written(bench, '', text => text.includes('it’s blå') ? 'as they are' : (/&#x?[\dA-Fa-f]+;/v.test(text) ? 'as numeric references' : 'otherwise'));
		},
	},
	{
		number: '22.2',
		name: 'xml-named-references',
		question: 'an ampersand in a name in a document',
		assumed: 'as &amp;',
		async see(bench) {
			await bench.put('this & that');
			return written(bench, '', text => text.includes('this &amp; that') ? 'as &amp;' : (/this &#x?[\dA-Fa-f]+; that/v.test(text) ? 'as a numeric reference' : 'otherwise'));
		},
	},
	{
		number: '22.2',
		name: 'xml-cdata',
		question: 'CDATA in a document',
		assumed: 'none',
		async see(bench) {
			await bench.put('a');
			return written(bench, 'a', text => text.includes('<![CDATA[') ? 'there is' : 'none');
		},
	},
	{
		number: '22.2',
		name: 'xml-comment',
		question: 'what stands behind the root of a document',
		assumed: 'nothing',
		see: async bench => written(bench, '', text => text.trimEnd().endsWith('-->') ? 'a comment' : (/<\/\w+>\s*$/v.test(text) ? 'nothing' : 'something')),
	},
	{
		number: '22.2',
		name: 'xml-odd-character',
		question: 'a character in a name that XML forbids, U+FFFE',
		assumed: 'another one stands for it',
		async see(bench) {
			await bench.makeFolder(`odd${odd}name`);
			return written(bench, '', text => text.includes(odd) ? 'as it is' : (/odd&#x?[\dA-Fa-f]+;name/v.test(text) ? 'as a reference' : (/"odd.?name"/v.test(text) ? 'another one stands for it' : 'the folder is not listed')));
		},
	},
	{
		number: '2.5',
		name: 'xml-declaration',
		question: 'the declaration of a document',
		assumed: 'of UTF-8',
		see: async bench => written(bench, '', text => /^\s*<\?xml version="1.0" encoding="UTF-8"/v.test(text) ? 'of UTF-8' : 'another one, or none'),
	},
	{
		number: 'N16',
		name: 'xml-state',
		question: 'the state of a complete version in its document',
		assumed: 'COMPLETED',
		async see(bench) {
			await bench.put('a');
			return written(bench, 'a', text => text.includes('COMPLETED') ? 'COMPLETED' : (text.includes('<state') ? 'another one' : 'left out'));
		},
	},
	{
		number: 'U2',
		name: 'xml-media-type',
		question: 'the Content-Type of a document',
		assumed: 'text/xml;charset=UTF-8',
		see: async bench => written(bench, '', (_, {headers: {'content-type': type}}) => {
			const plain = String(type ?? '').replaceAll(' ', '');
			return /^(?:text|application)\/xml(?:;charset=[\w\-]{1,12})?$/v.test(plain) ? plain : 'another one';
		}),
	},
	{
		number: 'N23',
		name: 'xml-packed',
		question: 'how a document comes when gzip is offered',
		assumed: 'as it is',
		see: async bench => written(bench, '', (_, {headers}) => headers['content-encoding'] === undefined ? 'as it is' : 'packed'),
	},
];
