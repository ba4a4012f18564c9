import {Buffer, isUtf8} from 'node:buffer';
import type {Location} from '../../../files/location.ts';
import {longSize} from '../../../format.ts';
import type {QueueRow} from '../../../transfers/snapshot.ts';
import type {App} from '../../app.ts';
import {lineDifferences, withContext} from '../../layout/line-differences.ts';

const maxBytes = 1_048_576; // read of each file: enough to compare line by line

/** Shows the differences between a transfer's source and its target. `onLeave` asks the conflict's question again. */
export function showDifferences(app: App, {name, source, target}: QueueRow, onLeave: () => void): void {
	const {stores: {window}, attempt} = app;
	const title = `Differences: ${name}`;
	const open = (lines: readonly string[], isLoading: boolean) => {
		window.open({
			kind: 'list',
			title,
			rows: lines.map(text => ({text})),
			cursor: 0,
			isLoading,
			whenEmpty: 'The first megabyte of both is the same.',
			foot: '- what is there, + what would replace it; Esc goes back to the question',
			onLeave,
		});
	};

	open([], true);
	attempt(async () => {
		const [old, next] = await Promise.all([readStart(app, target), readStart(app, source)]);
		const {dialog} = window.get();
		if (dialog?.kind === 'list' && dialog.title === title) { // not closed meanwhile
			open(describeDifferences(old, next), false);
		}
	});
}

/** The lines that differ in texts; the first bytes that differ in other files. */
function describeDifferences(old: Buffer, next: Buffer): readonly string[] {
	if (old.equals(next)) {
		return [];
	}

	if (isText(old) && isText(next)) {
		return withContext(lineDifferences(old.toString().split('\n'), next.toString().split('\n')));
	}

	let at = 0;
	while (at < Math.min(old.length, next.length) && old[at] === next[at]) {
		at += 1;
	}

	const bytes = (content: Buffer) => content.subarray(at, at + 16).toString('hex').replaceAll(/(?<=^(?:..)+)(?=.)/gv, ' ');
	return [
		`These are not texts. The first ${longSize(at)} are the same; then`,
		`- ${bytes(old)}`,
		`+ ${bytes(next)}`,
	];
}

function isText(content: Buffer): boolean {
	const end = content.length === maxBytes ? content.lastIndexOf(10) + 1 : content.length; // a cut file may end in the middle of a character
	return isUtf8(content.subarray(0, end)) && !content.includes(0);
}

async function readStart({service: {openFileSystem}}: App, location: Location): Promise<Buffer> {
	const files = await openFileSystem(location);
	const abort = new AbortController();
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of await files.read(location.path, {signal: abort.signal})) {
		chunks.push(chunk);
		length += chunk.length;
		if (length >= maxBytes) {
			break;
		}
	}

	abort.abort();
	return Buffer.concat(chunks).subarray(0, maxBytes);
}
