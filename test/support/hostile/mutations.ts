import {Buffer} from 'node:buffer';
import {gzipSync} from 'node:zlib';
import {
	pick,
	type HostileAnswer,
	type ServiceAnswer,
	type Trick,
} from './answer.ts';
import {hostileText, withHostileName, withText} from './hostile-text.ts';

/** One way to spoil an answer. */
export type Mutation = {
	readonly spoil: (answer: ServiceAnswer, trick: Trick) => HostileAnswer;
	/** What arrives can be a document like any other that says something else: nobody can tell. */
	readonly mayLie?: true;
	/** It is what the service said of something else a moment ago: not even a change that is looked at afterwards can be told from one that is not made. */
	readonly isCredible?: true;
	/** What arrives is plainly no answer to what was asked: nothing is concluded from it. */
	readonly isNoAnswer?: true;
	/** The service need not have been asked. */
	readonly mayReplace?: true;
	/** Time has to pass before it is given up. */
	readonly takesTime?: true;
};

const xml = {'content-type': 'application/xml; charset=UTF-8'};
const json = {'content-type': 'application/json'};
const html = {'content-type': 'text/html'};

const textOf = ({body}: ServiceAnswer) => body.toString('latin1');
const isJson = ({headers}: ServiceAnswer) => headers['content-type']?.includes('json') === true;
const isXml = ({headers}: ServiceAnswer) => headers['content-type']?.includes('xml') === true;
const whole = (status: number, body: string | Buffer, headers: Readonly<Record<string, string>> = {}): HostileAnswer => ({status, headers, body: Buffer.from(body as string)});
const same = (answer: ServiceAnswer, body: string | Buffer): HostileAnswer => ({...answer, body: typeof body === 'string' ? Buffer.from(body, 'latin1') : body});
const between = (from: number, to: number, random: () => number) => from + Math.floor(random() * (to - from + 1));

/** Behind the opening tag of the document, or the first brace. */
const insideAt = (answer: ServiceAnswer) => isJson(answer) ? textOf(answer).indexOf('{') + 1 : textOf(answer).search(/(?<=<\w[^>]*>)/v);

function inserted(answer: ServiceAnswer, piece: string, at = Math.max(0, insideAt(answer))): HostileAnswer {
	return same(answer, Buffer.concat([answer.body.subarray(0, at), Buffer.from(piece), answer.body.subarray(at)]));
}

function * endless(body: Buffer, piece: Buffer, most: number): Generator<Buffer> {
	yield body;
	for (let sent = 0; sent < most; sent += piece.length) {
		yield piece;
	}
}

const page = '<!DOCTYPE html>\n<html><head><title>Sign in to the network</title></head><body><h1>Welcome</h1><p>Accept &amp; continue<br></body></html>\n';
const laughs = `<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY l0 "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">${Array.from({length: 9}, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join('')}]>`;

const redirect = (where: (trick: Trick) => string) => (_: ServiceAnswer, trick: Trick): HostileAnswer => whole(pick([301, 302, 303, 307, 308], trick.random), pick(['', page], trick.random), {...html, location: where(trick)});

/** All ways, by name. */
export const mutations: Readonly<Record<string, Mutation>> = {
	'ends early': {isNoAnswer: true, spoil: (answer, {random}) => same(answer, answer.body.subarray(0, Math.floor(answer.body.length * random())))},
	'is cut': {
		isNoAnswer: true, spoil: (answer, {random}) => ({
			...same(answer, answer.body.subarray(0, Math.floor(answer.body.length * random()))), length: answer.body.length, isCut: true,
		}),
	},
	'has another byte': {
		mayLie: true, spoil(answer, {random}) {
			const body = Buffer.from(answer.body);
			for (let left = between(1, 3, random); left > 0 && body.length > 0; left -= 1) {
				body[Math.floor(random() * body.length)] = Math.floor(random() * 256);
			}

			return same(answer, body);
		},
	},
	'has tags swapped': {
		mayLie: true, spoil(answer, {random}) {
			const text = textOf(answer);
			const tags = text.match(/<[^>]+>/gv) ?? [''];
			const [one, other] = [Math.floor(random() * tags.length), Math.floor(random() * tags.length)];
			let at = -1;
			return same(answer, text.replaceAll(/<[^>]+>/gv, tag => {
				at += 1;
				return at === one ? tags[other]! : (at === other ? tags[one]! : tag);
			}));
		},
	},
	'lacks an element': {
		mayLie: true, spoil(answer, {random}) {
			const found = [...textOf(answer).matchAll(isJson(answer) ? /"\w+":(?:"[^"]*"|\d+),?/gv : /<(?<tag>\w+)(?: [^>]*)?>[^<]*<\/\k<tag>>| \w+="[^"]*"/gv)];
			const gone = found.length === 0 ? undefined : pick(found, random);
			return gone ? same(answer, textOf(answer).slice(0, gone.index) + textOf(answer).slice(gone.index + gone[0].length)) : answer;
		},
	},
	'is deeply nested': {
		spoil(answer, {random}) {
			const depth = pick([500, 20_000, 200_000], random);
			const isClosed = random() < 0.5;
			const [open, close] = isJson(answer) ? ['[', ']'] : ['<a>', '</a>'];
			return isJson(answer)
				? inserted(answer, `"nested":${open.repeat(depth)}${isClosed ? close.repeat(depth) : ''},`)
				: inserted(answer, open.repeat(depth) + (isClosed ? close.repeat(depth) : ''));
		},
	},
	'has entities that grow': {
		mayLie: true, spoil(answer, {random, foreign}) {
			const declared = pick([laughs, '<!DOCTYPE r [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>', `<!DOCTYPE r [<!ENTITY l9 SYSTEM "${foreign}/entity">]>`, `<!DOCTYPE r SYSTEM "${foreign}/dtd">`], random);
			const text = withText(textOf(answer), '&l9;', random);
			return same(answer, text.startsWith('<?xml') ? text.replace(/(?<=\?>)/v, () => declared) : declared + text);
		},
	},
	'has something huge that nobody knows': {
		spoil(answer, {random, most}) {
			const much = 'x'.repeat(Math.floor(most * random()));
			return inserted(answer, isJson(answer) ? `"junk":"${much}",` : pick([`<junk>${much}</junk>`, `<!--${much}-->`, `<junk a="${much}"/>`, `<![CDATA[${much}]]>`, `<?${much}?>`, `<${much}/>`], random));
		},
	},
	'has a huge value': {mayLie: true, spoil: (answer, {random, most}) => same(answer, withText(textOf(answer), 'x'.repeat(Math.floor(most * random())), random))},
	'says less than its length': {mayLie: true, isNoAnswer: true, spoil: (answer, {random}) => ({...answer, length: Math.floor(answer.body.length * random())})},
	'says more than its length': {isNoAnswer: true, spoil: (answer, {random}) => ({...answer, length: answer.body.length + between(1, 100_000, random)})},
	drips: {
		spoil: (answer, {random}) => ({
			...answer, * pieces(body) {
				const size = Math.max(between(1, 7, random), Math.ceil(body.length / 1000));
				for (let at = 0; at < body.length; at += size) {
					yield body.subarray(at, at + size);
				}
			},
		}),
	},
	'drips slowly': {
		isNoAnswer: true, takesTime: true, spoil: answer => ({
			...answer, pause: 20, * pieces(body) {
				for (let at = 0; at < body.length; at += 1) {
					yield body.subarray(at, at + 1);
				}
			},
		}),
	},
	'is silent': {
		isNoAnswer: true, mayReplace: true, takesTime: true, spoil: (answer, {random}) => ({...answer, goesSilent: pick(['at once', 'in the head'], random)}),
	},
	'falls silent': {
		isNoAnswer: true, takesTime: true, spoil: (answer, {random}) => ({
			...same(answer, answer.body.subarray(0, Math.floor(answer.body.length * random()))), length: answer.body.length + 1, goesSilent: 'in the body',
		}),
	},
	'never ends': {
		isNoAnswer: true, spoil(answer, {random, most}) {
			const piece = Buffer.from(pick([' ', 'x', '\n', '<x>', '<x>y</x>', '<!-- -->', '{"a":[', '\0'], random).repeat(20_000));
			const start = answer.body.subarray(0, pick([0, answer.body.length, Math.max(0, insideAt(answer)), Math.floor(answer.body.length / 2)], random));
			return {...answer, pieces: () => endless(start, piece, most * 4)};
		},
	},
	'leads to itself': {isNoAnswer: true, mayReplace: true, spoil: redirect(({own, random}) => pick([own, `${own}/jfs/`, '/', '', '../'], random))},
	'leads elsewhere': {isNoAnswer: true, mayReplace: true, spoil: redirect(({foreign, random}) => pick([foreign, `${foreign}/jfs/x`, foreign.replace('http:', ''), String.raw`${foreign}\@127.0.0.1`], random))},
	'is a page': {isNoAnswer: true, mayReplace: true, spoil: (_, {random}) => whole(200, page, pick([html, xml, json, {}], random))},
	'is empty': {isNoAnswer: true, mayReplace: true, spoil: (answer, {random}) => whole(pick([200, 201, 202], random), '', pick([answer.headers, {}], random))},
	'is no content': {isNoAnswer: true, mayReplace: true, spoil: () => whole(204, '')},
	'has the other form': {
		isNoAnswer: true, mayReplace: true, spoil: (answer, {random}) => isXml(answer)
			? whole(200, pick(['{}', '[]', 'null', '"ok"', '{"state":"COMPLETED","code":"0"}', '{"error":null}'], random), pick([json, xml], random))
			: whole(200, pick(['<ok/>', '<?xml version="1.0"?><file name="x"/>', '<error><code>0</code></error>', 'true', '0', '[]', '{}'], random), pick([json, xml], random)),
	},
	'names another host': {
		spoil(answer, {own, foreign, random}) {
			const other = pick([foreign, foreign.replace('http:', 'https:'), foreign.replace('://', '://127.0.0.1@'), `//${new URL(foreign).host}`], random);
			return same(answer, textOf(answer).replaceAll(own, other).replaceAll(JSON.stringify(own).slice(1, -1), other));
		},
	},
	'says it is gzip': {isNoAnswer: true, spoil: answer => ({...answer, headers: {...answer.headers, 'content-encoding': 'gzip'}})},
	'is gzip': {
		isNoAnswer: true, spoil: (answer, {random, most}) => ({
			...same(answer, gzipSync(pick([answer.body, Buffer.alloc(most)], random))), headers: {...answer.headers, ...(random() < 0.5 && {'content-encoding': pick(['gzip', 'deflate', 'br', 'zstd', 'x'], random)})},
		}),
	},
	'has hostile names': {mayLie: true, spoil: (answer, {random}) => same(answer, withHostileName(textOf(answer), random))},
	'has a hostile value': {mayLie: true, spoil: (answer, {random}) => same(answer, withText(textOf(answer), hostileText(random), random))},
	'has another number': {
		mayLie: true, spoil(answer, {random}) {
			const found = [...textOf(answer).matchAll(/(?<=[":>])\d+(?=[",<\}])/gv)];
			const number = found.length === 0 ? undefined : pick(found, random);
			const other = pick(['-1', '0', '1', '1e309', '-1e309', 'NaN', '99999999999999999999', '9007199254740993', '0x10', '1.5', '', ' 7 ', 'null', '٣'], random);
			return number ? same(answer, Buffer.from(textOf(answer).slice(0, number.index) + other + textOf(answer).slice(number.index + number[0].length))) : answer;
		},
	},
	'has another status': {mayLie: true, spoil: (answer, {random}) => ({...answer, status: pick([201, 206, 226, 299, 304, 400, 401, 403, 404, 405, 409, 416, 418, 460, 500, 502, 503, 599, 999], random)})},
	'asks for patience': {mayReplace: true, spoil: (_, {random}) => whole(pick([429, 503], random), pick(['', page], random), {'retry-after': pick(['3600', '99999999999', '-1', 'Thu, 01 Jan 2099 00:00:00 GMT', 'soon', '0'], random)})},
	'is a hostile refusal': {mayReplace: true, spoil: (_, {random}) => whole(pick([400, 403, 409, 412, 500], random), `<?xml version="1.0"?><error><code>${hostileText(random)}</code><message>${hostileText(random)}</message><reason>${hostileText(random)}</reason><cause>${hostileText(random)}</cause><hostname>${hostileText(random)}</hostname><x-id>${hostileText(random)}</x-id></error>`, xml)},
	'is a hostile refusal in JSON': {
		mayReplace: true, spoil: (_, {random}) => whole(pick([400, 401, 403, 500], random), JSON.stringify({
			error: hostileText(random), error_description: hostileText(random), error_id: hostileText(random), message: hostileText(random), code: {deep: [hostileText(random)]},
		}), json),
	},
	'has strange headers': {
		spoil: (answer, {random, foreign}) => ({
			...answer, headers: {
				...answer.headers, ...pick<Record<string, string>>([
					{'x-much': 'x'.repeat(60_000)}, {'content-type': 'x'}, {location: foreign}, {'set-cookie': `a=${'b'.repeat(5000)}`}, {refresh: `0; url=${foreign}`}, {date: 'never'}, {connection: 'upgrade', upgrade: 'h2c'}, {'content-range': 'bytes 0-0/1'}, {trailer: 'x'},
				], random),
			},
		}),
	},
	'is an earlier one': {mayLie: true, isCredible: true, spoil: (_, {random, earlier}) => earlier.length === 0 ? whole(200, '', xml) : pick(earlier, random)},
	'is nothing': {isNoAnswer: true, mayReplace: true, spoil: answer => ({...answer, status: 0, body: Buffer.alloc(0)})},
	'is noise': {isNoAnswer: true, mayReplace: true, spoil: (answer, {random}) => same(answer, Buffer.from(Array.from({length: between(1, 5000, random)}, () => Math.floor(random() * 256))))},
	'has another character set': {
		mayLie: true, spoil: (answer, {random}) => same(answer, pick([
			Buffer.concat([Buffer.from([0xFF, 0xFE]), Buffer.from(answer.body.toString(), 'utf16le')]), Buffer.concat([Buffer.from([0xEF, 0xBB, 0xBF]), answer.body]), Buffer.from(textOf(answer).replace(/(?<=encoding=")[^"]*/v, 'ISO-2022-JP')),
		], random)),
	},
	'begins twice': {isNoAnswer: true, spoil: answer => same(answer, Buffer.concat([answer.body, answer.body]))},
};
