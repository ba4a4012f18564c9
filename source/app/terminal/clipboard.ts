import {localBytes} from '../../files/local-name.ts';

/** How a text was copied, in words for the person. */
export type CopyOutcome = 'copied' | 'copied through the terminal, if it lets programs do that';

/**
Copies a text: into the desktop's clipboard where there is one, else with OSC 52, which a terminal at the other end
of an SSH line takes, or leaves. Nobody answers to OSC 52: what was done is said, not that it arrived.
The bytes of a name that is not UTF-8 are copied as they are: only OSC 52 can carry them.
*/
export async function copyText(text: string, {hasDesktop, write}: {readonly hasDesktop: boolean; readonly write: (text: string) => void}): Promise<CopyOutcome> {
	if (hasDesktop && text.isWellFormed()) {
		try {
			const {default: clipboard} = await import('clipboardy');
			await clipboard.write(text);
			return 'copied';
		} catch {
			// No clipboard after all: the terminal's way is left.
		}
	}

	write(`\u{1B}]52;c;${localBytes(text).toString('base64')}\u{7}`);
	return 'copied through the terminal, if it lets programs do that';
}
