import fc from 'fast-check';
import {XMLParser} from 'fast-xml-parser';
import {expect, it} from 'vitest';
import {parseDocument} from '../../source/jotta/xml/document-reader.ts';
import type {Element} from '../../source/jotta/xml/xml.ts';

/*
fast-xml-parser reads what is whole just as we do. It is no part of the program: it closes what was cut off, and an account or a file
would be told from half a document.
*/

const peer = new XMLParser({
	ignoreAttributes: false, attributeNamePrefix: '@', alwaysCreateTextNode: true, parseTagValue: false, parseAttributeValue: false, trimValues: false, htmlEntities: true,
});

const names = fc.constantFrom('user', 'device', 'name', 'abspath', 'revision', 'md5', 'x-id');
const pieces = [
	'a', 'Ø', '日本', '😀', '\u{301}', ' ', '&amp;', '&lt;', '&gt;', '&quot;', '&apos;', '&#39;', '&#x2013;', '<![CDATA[&]]>', '\'', '2026-03-04-T05:06:07Z', '007',
];
const texts = fc.array(fc.constantFrom(...pieces), {minLength: 1, maxLength: 6}).map(parts => `.${parts.join('')}.`);
const attributes = texts.map(text => text.replaceAll(/<[^>]*>/gv, ''));

const {element} = fc.letrec<{element: string}>(tie => ({
	element: fc.tuple(
		names,
		fc.dictionary(fc.constantFrom('name', 'uuid', 'deleted'), attributes, {maxKeys: 3}),
		fc.oneof({maxDepth: 4}, texts, fc.array(tie('element'), {maxLength: 4}).map(children => children.join(''))),
	).map(([name, values, content]) => {
		const written = Object.entries(values).map(([key, value]) => ` ${key}="${value}"`).join('');
		return `<${name}${written}>${content}</${name}>`;
	}),
}));

it('fast-xml-parser reads the same from a whole document', () => {
	fc.assert(fc.property(element, text => {
		const document = parseDocument(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`);

		expect(plain({[document!.root]: document!.element})).toEqual(plain(peer.parse(text) as Element));
	}), {numRuns: 500});
});

/** Without the texts of nothing, which only one of them notes, and always with lists. */
function plain(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) {
		return value;
	}

	return Object.fromEntries(Object.entries(value)
		.filter(([key, each]) => key !== '#text' || each !== '')
		.map(([key, each]) => [key, key === '#text' || key.startsWith('@') ? each : [each].flat().map(one => plain(one))]));
}
