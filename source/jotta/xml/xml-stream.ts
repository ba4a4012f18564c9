import {SaxesParser} from 'saxes';
import {Failure} from '../../failure.ts';
import {withForbidden, withReferences} from './forbidden-characters.ts';

/** Called for the elements of a document while it arrives. */
export type ElementHandler = {
	readonly onOpen: (name: string, attributes: Readonly<Record<string, string>>, depth: number) => void;
	/** `text`: what stood directly in the element. */
	readonly onClose: (name: string, text: string, depth: number) => void;
};

/**
Feeds a document to a handler as it arrives, and gives control back after each piece of it.
A document that is not well-formed, or that stops early, ends in Failure `corrupt`.
*/
export async function * readElements(body: AsyncIterable<Uint8Array>, handler: ElementHandler): AsyncGenerator<void> {
	const parser = elementParser(handler);
	const decoder = new TextDecoder();
	for await (const chunk of body) {
		parser.write(decoder.decode(chunk, {stream: true}));
		yield;
	}

	parser.close();
	yield;
}

export type ElementParser = {readonly write: (text: string) => void; readonly close: () => void};

const deepest = 32; // elements in each other; a listing has five
const longest = 1_048_576; // characters between two tags, or in one
const mostOdd = 1000; // characters between two tags that XML forbids: each is reported, which takes time
const piece = 65_536; // characters at a time
const harmless = /disallowed character\.|malformed character entity/v; // a name of other programs: the rest of the document is sound (protocol.md 22.2)

/**
A document that comes in pieces. What the service would never send is refused before it costs memory: deep nesting, a long text
or tag, entities of its own.
@throws Failure `corrupt` for that, and for what is not well-formed
*/
export function elementParser({onOpen, onClose}: ElementHandler): ElementParser {
	const parser = new SaxesParser({xmlns: false, position: false});
	let depth = 0;
	let text = '';
	let gap = 0; // characters since the last tag
	let odd = 0; // of those, forbidden ones
	let illegal = 0; // of those, references to such a character
	let isBegun = false;
	parser.on('error', error => {
		odd += 1;
		illegal += error.message.includes('malformed character entity') ? 1 : 0;
		if (!harmless.test(error.message) || odd > mostOdd) {
			throw broken(error);
		}
	});
	parser.on('opentag', ({name, attributes}) => {
		depth += 1;
		text = '';
		if (depth > deepest) {
			throw broken(`more than ${deepest} elements in each other`);
		}

		onOpen(name, odd === 0 ? attributes : withForbidden(attributes, {odd, illegal}), depth);
		[gap, odd, illegal] = [0, 0, 0];
	});
	parser.on('text', added => {
		text += added;
	});
	parser.on('cdata', added => {
		text += added;
	});
	parser.on('closetag', ({name}) => {
		onClose(name, illegal === 0 ? text : withReferences(text, illegal), depth);
		[gap, odd, illegal] = [0, 0, 0];
		text = '';
		depth -= 1;
	});
	return {
		write(came) {
			const added = isBegun ? came : came.trimStart();
			isBegun ||= added !== '';
			for (let start = 0; start < added.length; start += piece) {
				const part = added.slice(start, start + piece);
				gap += part.length;
				if (gap > longest) {
					throw broken(`more than ${longest} characters in one element`);
				}

				parser.write(part);
			}
		},
		close() {
			parser.close();
		},
	};
}

function broken(cause: unknown): Failure {
	return new Failure('corrupt', 'The list from Jottacloud broke off or is damaged.', {nextStep: {kind: 'refresh'}, cause});
}
