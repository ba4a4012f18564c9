/**
The key decoder's timer for the rest of a sequence; returns how to stop it. When the program was busy for longer than
the wait (a loaded machine, a sort), input that has arrived meanwhile is read first: an arrow key is not taken for Esc.
*/
export function setEscapeTimer(run: () => void, milliseconds: number): () => void {
	let immediate: NodeJS.Immediate | undefined;
	const timer = setTimeout(() => {
		immediate = setImmediate(run); // after pending input
	}, milliseconds);
	return () => {
		clearTimeout(timer);
		clearImmediate(immediate);
	};
}
