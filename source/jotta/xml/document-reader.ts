import {Failure} from '../../failure.ts';
import {elementParser, type ElementHandler} from './xml-stream.ts';
import type {Element} from './xml.ts';

/** An answer: the name of its root, and the root. */
export type AnswerDocument = {readonly root: string; readonly element: Element};

/** The root element and its name; undefined when the text is no such document, or is cut off: a file without its date would look older than it is. */
export function parseDocument(text: string): AnswerDocument | undefined {
	const {handler, document} = buildDocument();
	const parser = elementParser(handler);
	try {
		parser.write(text);
		parser.close();
	} catch {
		return undefined;
	}

	return document();
}

const lists = new Set(['devices', 'mountPoints', 'folders', 'files', 'metadata']);
/** bytes of a document that are read, or of what it says before its children. */
export const longestDocument = 8_388_608;
const longestTail = 65_536; // bytes that are read on, so that the connection can be used again

/**
What a document says of the place itself, before its children, however many there are: they are not waited for.
Undefined when the body is no document, or stops before that; of a file the whole is needed.
@throws Failure of the line
*/
export async function readHead(body: AsyncIterable<Uint8Array>): Promise<AnswerDocument | undefined> {
	const {handler, document, isHeadRead} = buildDocument();
	const parser = elementParser(handler);
	const decoder = new TextDecoder();
	let length = 0;
	try {
		for await (const chunk of body) {
			length += chunk.length;
			if (document() === undefined) {
				parser.write(decoder.decode(chunk, {stream: true}));
			}

			if (isHeadRead() || length > (document() === undefined ? longestDocument : longestTail)) {
				break;
			}
		}
	} catch (error) {
		const isDamaged = error instanceof Failure && error.code === 'corrupt';
		if (!isDamaged && document() === undefined) {
			throw error;
		}
	}

	return document();
}

type Building = Record<string, unknown>;

const most = 100_000; // elements; an account with a thousand devices has a tenth of it

/** Puts a document together. It is there when its root has been closed, or when a list of children begins. */
function buildDocument() {
	const open: Building[] = [];
	let count = 0;
	let read: AnswerDocument | undefined;
	let isHeadRead = false;
	let root: AnswerDocument | undefined;
	const handler: ElementHandler = {
		onOpen(name, attributes, depth) {
			count += 1;
			if (count > most) {
				throw new Failure('corrupt', 'The answer has too many parts.', {nextStep: {kind: 'refresh'}});
			}

			const element = Object.create(null) as Building; // any name may come
			for (const [attribute, value] of Object.entries(attributes)) {
				element[`@${attribute}`] = value;
			}

			root ??= {root: name, element};
			if (depth === 2 && root.root !== 'file' && lists.has(name)) {
				read ??= root;
				isHeadRead = true;
			}

			open.push(element);
		},
		onClose(name, text, depth) {
			const element = open.pop()!;
			element['#text'] = text;
			const parent = open.at(-1);
			if (parent) {
				const before = parent[name];
				if (Array.isArray(before)) {
					before.push(element);
				} else {
					parent[name] = before === undefined ? element : [before, element];
				}
			} else if (depth === 1) {
				read = root;
			}
		},
	};
	return {handler, document: () => read, isHeadRead: () => isHeadRead};
}
