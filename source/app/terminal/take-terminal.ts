import type {PicturePreference} from './picture-protocol.ts';
import {kittyRemoval} from './picture-sequences.ts';

/*
Raw mode, the alternate screen, bracketed paste, a hidden cursor, and no wrapping (a character that the terminal draws
wider than expected must not spill into the next row): all are set together, and reset together however the program ends.
*/

const modes = '\u{1B}[?25l\u{1B}[?2004h\u{1B}[?7l';
const take = `\u{1B}[?1049h${modes}`;
const usual = '\u{1B}[?6l\u{1B}[4l\u{1B}[r\u{1B}(B\u{F}'; // scrolls whole, overwrites, and letters are letters: the output of another program may have changed it
const takeForScreenReader = '\u{1B}[?2004h'; // lines scroll as in a shell
const takeMouse = '\u{1B}[?1000h\u{1B}[?1006h';
const giveBackForScreenReader = '\u{1B}[?2004l\u{1B}[m';
const giveBack = '\u{1B}[?2026l\u{1B}[?7h\u{1B}[?2004l\u{1B}[?1000l\u{1B}[?1006l\u{1B}[m\u{1B}[?25h\u{1B}[?1049l';

export type TerminalStreams = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
};

export type TakenTerminal = {
	readonly giveBack: () => void;
	/** Gives the terminal back while `stop` suspends this process, then takes it again. */
	readonly suspend: (stop: () => void) => void;
	/** Gives the terminal to another program while `work` runs, then takes it again, even after a failure. */
	readonly lend: <Result>(work: () => Promise<Result>) => Promise<Result>;
	readonly isTaken: () => boolean;
	/** Sets everything again that another program's output on this terminal may have changed, while it is taken. */
	readonly setModes: () => void;
};

type ModeOptions = {readonly hasMouse?: boolean; readonly isSpoken?: boolean; readonly pictures?: PicturePreference};

/** Takes the terminal at once. Each method may be called in any state; after `giveBack` it is never taken again. */
export function takeTerminal({stdin, stdout}: TerminalStreams, {hasMouse = false, isSpoken = false, pictures}: ModeOptions = {}): TakenTerminal {
	let isTaken = false;
	let isLeft = false; // given back for good
	const takeIt = () => {
		if (isTaken || isLeft) {
			return;
		}

		isTaken = true;
		stdin.setRawMode?.(true);
		stdout.write(isSpoken ? takeForScreenReader : (hasMouse ? take + takeMouse : take));
	};

	const giveItBack = () => {
		if (!isTaken) {
			return;
		}

		isTaken = false;
		stdin.setRawMode?.(false);
		stdout.write((pictures === 'kitty' ? kittyRemoval('I') : '') + (isSpoken ? giveBackForScreenReader : giveBack)); // other pictures vanish with the cells
	};

	takeIt();
	return {
		giveBack() {
			isLeft = true;
			giveItBack();
		},
		isTaken: () => isTaken,
		setModes() {
			if (isTaken && !isSpoken) {
				stdout.write(usual + modes + (hasMouse ? takeMouse : ''));
			}
		},
		async lend(work) {
			giveItBack();
			stdin.pause(); // keys now belong to the other program
			try {
				return await work();
			} finally {
				takeIt();
				if (!isLeft) {
					stdin.resume();
				}
			}
		},
		suspend(stop) {
			giveItBack();
			stop(); // returns when the process is resumed
			takeIt();
		},
	};
}
