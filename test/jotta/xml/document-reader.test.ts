import {describe, expect, it} from 'vitest';
import {parseDocument, readHead} from '../../../source/jotta/xml/document-reader.ts';
import {textOf} from '../../../source/jotta/xml/xml.ts';

const encoder = new TextEncoder();

/** A body in pieces; tells how many of them were read. */
function pieces(texts: Iterable<string>) {
	const read = {count: 0};
	return {
		read,
		body: (async function * () {
			for (const text of texts) {
				read.count += 1;
				yield encoder.encode(text);
			}
		})(),
	};
}

function * repeated(start: string, text: string, times = Infinity): Generator<string> {
	yield start;
	for (let index = 0; index < times; index += 1) {
		yield text;
	}
}

describe('a document', () => {
	it('gives names as they are written: references, CDATA, comments behind its root', () => {
		const document = parseDocument('\n<?xml version="1.0"?>\n<device><name>Ola&#39;s &#x2013; Mac</name><abspath><![CDATA[/a & b]]></abspath></device>\n<!-- made by hand -->\n');

		expect(document).toMatchObject({root: 'device'});
		expect([textOf(document!.element, 'name'), textOf(document!.element, 'abspath')]).toEqual(['Ola\'s – Mac', '/a & b']);
	});

	it('keeps a character that XML forbids', () => {
		expect(textOf(parseDocument('<device><name>a\u{1}b</name></device>')!.element, 'name')).toBe('a\u{1}b');
	});

	it.each([
		['deep nesting', '<a>'.repeat(100_000)],
		['deep nesting that is closed', `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`],
		['entities of its own', `<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "${'&a;'.repeat(1000)}">]><user><name>&b;</name></user>`],
		['a text of 2 MiB', `<user><name>${'x'.repeat(2_097_152)}</name></user>`],
		['an attribute of 2 MiB', `<user name="${'x'.repeat(2_097_152)}"></user>`],
		['a comment of 2 MiB', `<user><!--${'x'.repeat(2_097_152)}--></user>`],
		['a million elements', `<user>${'<a/>'.repeat(1_000_000)}</user>`],
	])('with %s is none', (_, text) => {
		expect(parseDocument(text)).toBeUndefined();
	});
});

describe('the head of a document', () => {
	it('is read without the children, however many there are', async () => {
		const {body, read} = pieces(repeated('<folder name="a" deleted="x"><publicURI>1</publicURI><folders>', '<folder name="b"/>'));

		const head = await readHead(body);

		expect(head).toMatchObject({root: 'folder', element: {'@name': 'a', '@deleted': 'x'}});
		expect(textOf(head!.element, 'publicURI')).toBe('1');
		expect(read.count).toBe(1);
	});

	it('is read once, not again with each piece of it', async () => {
		const {body} = pieces(repeated('<folder name="a"><path>', '', 1));
		const long = pieces((function * () {
			yield '<file name="a"><currentRevision>';
			for (let index = 0; index < 90_000; index += 1) {
				yield '<a>b</a>';
			}

			yield '<size>4</size></currentRevision></file>';
		})());

		expect(await readHead(body)).toBeUndefined();
		expect(await readHead(long.body)).toMatchObject({root: 'file', element: {currentRevision: {size: {'#text': '4'}}}});
	});

	it('of a file is the whole document: cut off it is none', async () => {
		const whole = '<file name="a"><currentRevision><size>4</size></currentRevision></file>';

		expect(await readHead(pieces([whole]).body)).toMatchObject({root: 'file'});
		expect(await readHead(pieces([whole.slice(0, -1)]).body)).toBeUndefined();
	});

	it.each(['<file><a>', '<file name="', '<file><!-- '])('without an end is none: “%s”', async start => {
		const {body, read} = pieces(repeated(start, 'x'.repeat(65_536)));

		expect(await readHead(body)).toBeUndefined();
		expect(read.count).toBeLessThan(20);
	});

	it('is there though the line breaks behind it', async () => {
		const broken = (async function * () {
			yield encoder.encode('<folder name="a"></folder>');
			throw new Error('reset');
		})();

		expect(await readHead(broken)).toMatchObject({root: 'folder'});
	});
});
