/*
Raw mode, the alternate screen, bracketed paste, a hidden cursor: taken together, given back together on every way out.
*/

const take = '\u{1B}[?1049h\u{1B}[?25l\u{1B}[?2004h\u{1B}[?7h';
const giveBack = '\u{1B}[?2026l\u{1B}[?2004l\u{1B}[?1000l\u{1B}[?1006l\u{1B}[m\u{1B}[?25h\u{1B}[?1049l';

export type TerminalStreams = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
};

export type TakenTerminal = {
	readonly giveBack: () => void;
	/** Gives the terminal back, runs something that stops this process, and takes it again. */
	readonly suspend: (stop: () => void) => void;
};

export function takeTerminal({stdin, stdout}: TerminalStreams): TakenTerminal {
	let isTaken = false;
	const takeIt = () => {
		if (isTaken) {
			return;
		}

		isTaken = true;
		stdin.setRawMode?.(true);
		stdout.write(take);
	};

	const giveItBack = () => {
		if (!isTaken) {
			return;
		}

		isTaken = false;
		stdin.setRawMode?.(false);
		stdout.write(giveBack);
	};

	takeIt();
	return {
		giveBack: giveItBack,
		suspend(stop) {
			giveItBack();
			stop(); // returns when the process goes on
			takeIt();
		},
	};
}
