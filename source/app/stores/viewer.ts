import {Buffer} from 'node:buffer';
import {failureFacts, toFailure, type FailureFacts} from '../../failure.ts';
import type {FileSystem} from '../../files/file-system.ts';
import {pictureFacts} from '../../files/pictures/picture-facts.ts';
import type {PictureFacts} from '../../files/pictures/facts.ts';
import type {TerminalPicture} from '../terminal/picture-sequences.ts';
import {createStore, type Store} from './store.ts';

/** A window on a file: what was read of it from a position on. A file in the cloud is read by range, never whole. */
export type ViewerState = {
	readonly name: string;
	readonly size: number; // bytes
	readonly isLocal: boolean; // on this machine
	readonly from: number; // where the window begins
	readonly bytes: Buffer;
	readonly isAtEnd: boolean; // the window reaches the file's end
	readonly isLoading: boolean;
	readonly read: number; // bytes, of what is read to the end
	readonly picture?: PictureFacts | undefined; // it is one: shown as such unless as bytes
	readonly isWholeWanted: boolean; // the picture was asked for, however large
	readonly decoding?: Decoding | undefined;
	readonly isHex: boolean;
	readonly encoding?: Encoding | undefined; // by the mark that the file begins with
	readonly top: number; // row of the window that is first on the screen
	readonly query: string;
	readonly problem?: FailureFacts | undefined;
};

export type Encoding = 'utf-16be' | 'utf-16le';

/** What becomes of a picture that the terminal does not take as it is. */
export type Decoding =
	| {readonly state: 'waits'} // to be asked for: it is large and elsewhere
	| {readonly state: 'under way'}
	| {readonly state: 'done'; readonly shown: TerminalPicture; readonly isThumbnail: boolean} // the one inside it
	| {readonly state: 'failed'; readonly problem: FailureFacts}
	| {readonly state: 'no decoder'};

export type ViewedFile = {readonly name: string; readonly path: string; readonly size: number; readonly files: FileSystem};

export type Viewer = Store<ViewerState> & {
	readonly open: (subject: ViewedFile) => Promise<void>;
	/** Reads on, or waits for what is being read; nothing at the end of the file. */
	readonly readMore: () => Promise<void>;
	/** Goes on where reading was broken off, or reads what was written to the file since; from the start when it is shorter by now. */
	readonly readOn: () => Promise<void>;
	/** Reads from the start to the end; nothing where that is there. */
	readonly readWhole: () => Promise<void>;
	/** To the file's first or last part. */
	readonly jump: (to: 'start' | 'end') => Promise<void>;
	/** `row`: of the window, to stand first on the screen. */
	readonly scrollTo: (row: number) => void;
	/** Bytes instead of text or a picture, or back. */
	readonly toggleHex: () => void;
	/** Remembers what to search for. */
	readonly lookFor: (query: string) => void;
	/** Shows a row of the text that the search has found. */
	readonly showFound: (row: number) => void;
	/** Asks for the whole picture, however large; again, if it was asked for before. */
	readonly showWhole: () => void;
	readonly setDecoding: (decoding: Decoding) => void;
	readonly close: () => void;
};

const chunkSize = 262_144; // bytes read at once
const tailSize = 65_536; // bytes shown of the end

const closed: ViewerState = {
	name: '', size: 0, isLocal: false, from: 0, bytes: Buffer.alloc(0), isAtEnd: true, isLoading: false, read: 0, isWholeWanted: false, isHex: false, top: 0, query: '',
};

export function createViewer(): Viewer {
	const store = createStore(closed);
	let reading = new AbortController();
	let subject: ViewedFile | undefined;
	let currentRead: Promise<void> = Promise.resolve();
	let isReadingToEnd = false; // what is under way
	const change = (part: Partial<ViewerState>) => {
		store.set({...store.get(), ...part});
	};

	const read = async (from: number, before: Buffer, {look, most = chunkSize}: {readonly look?: typeof initialView; readonly most?: number} = {}) => {
		if (!subject) {
			return;
		}

		reading.abort();
		reading = new AbortController();
		const {signal} = reading;
		const {files, path, size} = subject;
		isReadingToEnd = most > chunkSize;
		change({isLoading: true, read: 0, problem: undefined});
		const onRead = (length: number) => {
			if (isReadingToEnd && !signal.aborted) {
				change({read: before.length + length});
			}
		};

		try {
			const next = await readChunk(files, {
				path, from: from + before.length, signal, most, onRead,
			});
			if (!signal.aborted) {
				const bytes = Buffer.concat([before, next]);
				change({
					from, bytes, isAtEnd: next.length < most || from + bytes.length >= size, isLoading: false, ...look?.(bytes),
				});
			}
		} catch (error) {
			if (!signal.aborted) {
				change({isLoading: false, isAtEnd: true, problem: failureFacts(toFailure(error))});
			}
		}
	};

	const startRead = async (...what: Parameters<typeof read>) => {
		currentRead = read(...what);
		await currentRead;
	};

	return {
		...store,
		async open(opened) {
			subject = opened;
			store.set({
				...closed, name: opened.name, size: opened.size, isLocal: opened.files.kind === 'local', isAtEnd: false,
			});
			await startRead(0, Buffer.alloc(0), {look: initialView});
		},
		async readMore() {
			const {isAtEnd, isLoading, from, bytes} = store.get();
			if (!isAtEnd) {
				await (isLoading ? currentRead : startRead(from, bytes));
			}
		},
		async readOn() {
			const {problem, picture, from, bytes} = store.get();
			if (!subject) {
				return;
			}

			if (!problem) {
				const {size = 0} = await subject.files.stat(subject.path);
				if (size === subject.size) {
					return;
				}

				subject = {...subject, size};
				change({size});
			}

			const isShorter = subject.size < from + bytes.length;
			await startRead(isShorter ? 0 : from, isShorter ? Buffer.alloc(0) : bytes, {...((isShorter || bytes.length === 0) && {look: initialView})});
			change({...(picture && {picture: {...picture}})}); // it is to be shown anew
		},
		async readWhole() {
			const {isAtEnd, isLoading, from, bytes} = store.get();
			if (isLoading && isReadingToEnd) {
				await currentRead;
			} else if (from > 0 || !isAtEnd) {
				await startRead(0, from > 0 ? Buffer.alloc(0) : bytes, {most: Infinity});
			}
		},
		async jump(to) {
			const from = to === 'start' ? 0 : Math.max(0, store.get().size - tailSize);
			change({top: 0});
			if (store.get().from !== from || !store.get().isAtEnd) {
				await startRead(from - (from % 16), Buffer.alloc(0));
			}

			change({top: to === 'start' ? 0 : Infinity});
		},
		scrollTo(top) {
			change({top});
		},
		toggleHex() {
			change({isHex: !store.get().isHex, top: 0});
		},
		lookFor(query) {
			change({query});
		},
		showFound(top) {
			change({top, isHex: false});
		},
		showWhole() {
			const {picture} = store.get();
			change({isWholeWanted: true, isHex: false, picture: picture && {...picture}});
		},
		setDecoding(decoding) {
			change({decoding});
		},
		close() {
			reading.abort();
			subject = undefined;
			store.set(closed);
		},
	};
}

const byteOrderMarks: Readonly<Record<string, Encoding>> = {feff: 'utf-16be', fffe: 'utf-16le'};

/** As what a file is shown at first. */
function initialView(bytes: Buffer): Partial<ViewerState> {
	const picture = pictureFacts(bytes);
	const encoding = byteOrderMarks[bytes.toString('hex', 0, 2)];
	return {picture, encoding, isHex: !picture && encoding === undefined && bytes.includes(0)};
}

export function viewKind({picture, isHex}: ViewerState): 'bytes' | 'picture' | 'text' {
	return isHex ? 'bytes' : (picture ? 'picture' : 'text');
}

type ChunkRequest = {readonly path: string; readonly from: number; readonly signal: AbortSignal; readonly most: number; readonly onRead: (length: number) => void};

/** So many bytes, then the request is let go. */
async function readChunk(files: FileSystem, {path, from, signal, most, onRead}: ChunkRequest): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of await files.read(path, {from, signal})) {
		chunks.push(chunk);
		length += chunk.length;
		onRead(length);
		if (length >= most) {
			break;
		}
	}

	return Buffer.concat(chunks);
}
