import {localBytes} from '../../files/local-name.ts';

/** How a text was copied, in words for the person. */
export type CopyOutcome = 'copied' | 'copied through the terminal, if it lets programs do that';

/**
Copies a text to the desktop's clipboard, or else through the terminal by OSC 52, which also works over SSH. A terminal
may ignore OSC 52 and never answers it: so the outcome does not claim that the text has arrived.
The bytes of a name that is not UTF-8 are copied unchanged, which only OSC 52 can do.
*/
export async function copyText(text: string, {hasDesktop, write}: {readonly hasDesktop: boolean; readonly write: (text: string) => void}): Promise<CopyOutcome> {
	if (hasDesktop && text.isWellFormed()) {
		try {
			const {default: clipboard} = await import('clipboardy');
			await clipboard.write(text);
			return 'copied';
		} catch {
			// No clipboard after all: through the terminal, then.
		}
	}

	write(`\u{1B}]52;c;${localBytes(text).toString('base64')}\u{7}`);
	return 'copied through the terminal, if it lets programs do that';
}
