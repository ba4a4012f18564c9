import {SaxesParser} from 'saxes';
import {Failure} from '../../failure.ts';

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
export async function * readElements(body: AsyncIterable<Uint8Array>, {onOpen, onClose}: ElementHandler): AsyncGenerator<void> {
	const parser = new SaxesParser({xmlns: false, position: false});
	const decoder = new TextDecoder();
	let depth = 0;
	let text = '';
	parser.on('error', error => {
		throw broken(error);
	});
	parser.on('opentag', ({name, attributes}) => {
		depth += 1;
		text = '';
		onOpen(name, attributes, depth);
	});
	parser.on('text', piece => {
		text += piece;
	});
	parser.on('closetag', ({name}) => {
		onClose(name, text, depth);
		text = '';
		depth -= 1;
	});

	for await (const chunk of body) {
		parser.write(decoder.decode(chunk, {stream: true}));
		yield;
	}

	parser.close();
	yield;
}

function broken(cause: unknown): Failure {
	return new Failure('corrupt', 'The list from Jottacloud broke off or is damaged.', {nextStep: {kind: 'refresh'}, cause});
}
