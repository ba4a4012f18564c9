import type {ServerResponse} from 'node:http';

/*
How a document looks on the line: what it says is the same in every form (protocol.md 22.3).
*/

export type AnswerForm = {
	numericReferences: boolean; // `&#39;`, `&#xE5;` for all that can be written so (N1 to N27 leave it open)
	cdata: boolean; // texts of elements in CDATA sections
	oddCharacters: 'replaced' | 'raw' | 'references'; // what XML forbids: U+FFFD instead, as it is, or as a reference that is forbidden as well
	commentBehindRoot: boolean;
	omitsStates: boolean; // a revision that is complete has no `state` (N16)
	deletedAsChild: boolean; // `deleted` of a file is an element, not an attribute (N16)
	compresses: boolean; // XML and JSON with gzip, when asked for (N23)
	errorIds: boolean; // JSON errors have an `error_id`; without, the name is the message (N7)
	nullsInJson: boolean; // fields of JSON that have nothing to say are null
};

const forms = new WeakMap<ServerResponse, Readonly<AnswerForm>>();

/** From here on what goes out by this response is written so. */
export function setForm(response: ServerResponse, form: Readonly<AnswerForm>): void {
	forms.set(response, form);
}

export const formOf = (response: ServerResponse): Readonly<AnswerForm> | undefined => forms.get(response);

const forbidden = /[\u{0}-\u{8}\v\f\u{E}-\u{1F}\u{FFFE}\u{FFFF}]/gv; // eslint-disable-line no-control-regex, regexp/no-control-character -- no XML may hold them

/** Whole tags and texts of a document, in the form that was chosen. */
export function dressXml(text: string, form: Readonly<AnswerForm> | undefined): string {
	let dressed = text;
	if (form?.omitsStates) {
		dressed = dressed.replaceAll('<state>COMPLETED</state>\n', '');
	}

	if (form?.deletedAsChild) {
		dressed = dressed.replaceAll(/(?<head><file [^>]*?) deleted="(?<time>[^"]*)"(?<tail>[^>]*>\n?)/gv, '$<head>$<tail><deleted>$<time></deleted>\n');
	}

	if (form && [form.numericReferences, form.cdata].includes(true)) {
		dressed = dressed.replaceAll(/<[^>]*>|[^<]+/gv, part => dressPart(part, form));
	}

	return dressed.replaceAll(forbidden, character => spellForbidden(character, form?.oddCharacters ?? 'replaced'));
}

/** What comes after the last tag. */
export const endOfXml = (form: Readonly<AnswerForm> | undefined) => form?.commentBehindRoot ? '<!-- dn-131 -->\n' : '';

function dressPart(part: string, {cdata, numericReferences, oddCharacters}: Readonly<AnswerForm>): string {
	if (part.startsWith('<?') || part.trim() === '') {
		return part;
	}

	// Where both are wanted, numbers are for texts that hold nothing else to escape.
	const isSection = cdata && !part.startsWith('<') && (!numericReferences || part.includes('&') || withNumbers(part) === part);
	const needsReferences = oddCharacters === 'references' && part.replaceAll(forbidden, '') !== part;
	if (isSection && !needsReferences) {
		return `<![CDATA[${unescapeXml(part).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
	}

	return numericReferences ? withNumbers(part) : part;
}

function unescapeXml(text: string): string {
	return text.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}

const decimal: Readonly<Record<string, string>> = {
	'&amp;': '&#38;', '&lt;': '&#60;', '&gt;': '&#62;', '&quot;': '&#34;', '\'': '&#39;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;',
};

function withNumbers(text: string): string {
	return text.replaceAll(/&(?:amp|lt|gt|quot);|[\t\n\r'\u{80}-\u{10FFFF}]/gv,
		found => decimal[found] ?? `&#x${found.codePointAt(0)!.toString(16).toUpperCase()};`);
}

function spellForbidden(character: string, how: AnswerForm['oddCharacters']): string {
	switch (how) {
		case 'raw': {
			return character;
		}

		case 'references': {
			return `&#x${character.codePointAt(0)!.toString(16).toUpperCase()};`;
		}

		case 'replaced': {
			return '\u{FFFD}';
		}
	}
}
