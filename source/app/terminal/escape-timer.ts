/**
How the key decoder waits for the rest of a sequence. A program that was held up for longer than the wait (a loaded
machine, a sort) first reads what has arrived meanwhile: an arrow that lies there already is no Esc.
*/
export function setEscapeTimer(run: () => void, milliseconds: number): () => void {
	let immediate: NodeJS.Immediate | undefined;
	const timer = setTimeout(() => {
		immediate = setImmediate(run); // behind the input of this turn
	}, milliseconds);
	return () => {
		clearTimeout(timer);
		clearImmediate(immediate);
	};
}
