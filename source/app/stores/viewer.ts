import {Buffer} from 'node:buffer';
import {failureFacts, toFailure, type FailureFacts} from '../../failure.ts';
import type {FileSystem} from '../../files/file-system.ts';
import {pictureFacts} from '../../files/pictures/picture-facts.ts';
import type {PictureFacts} from '../../files/pictures/facts.ts';
import type {TerminalPicture} from '../terminal/picture-sequences.ts';
import {createStore, type Store} from './store.ts';

/** A window on a file: the bytes read so far, from a position on. Only the parts that are shown are fetched. */
export type ViewerState = {
	readonly name: string;
	readonly size: number; // bytes
	readonly isLocal: boolean; // on this computer
	readonly from: number; // position in the file of the first byte here
	readonly bytes: Buffer;
	readonly isAtEnd: boolean; // the window reaches the file's end
	readonly isLoading: boolean;
	readonly read: number; // bytes read so far, while reading to the end
	readonly picture?: PictureFacts | undefined; // set when the file is a picture
	readonly isWholeWanted: boolean; // the person has asked for the picture, however large
	readonly decoding?: Decoding | undefined;
	readonly isHex: boolean;
	readonly encoding?: Encoding | undefined; // from its byte order mark; none: UTF-8 or Latin-1
	readonly top: number; // first row on the screen
	readonly query: string;
	readonly problem?: FailureFacts | undefined;
};

export type Encoding = 'utf-16be' | 'utf-16le';

/** The state of a picture that has to be decoded for the terminal. */
export type Decoding =
	| {readonly state: 'waits'} // large and in the cloud: fetched only when the person asks
	| {readonly state: 'under way'}
	| {readonly state: 'done'; readonly shown: TerminalPicture; readonly isThumbnail: boolean} // the small picture inside the file
	| {readonly state: 'failed'; readonly problem: FailureFacts}
	| {readonly state: 'no decoder'};

export type ViewedFile = {readonly name: string; readonly path: string; readonly size: number; readonly files: FileSystem};

export type Viewer = Store<ViewerState> & {
	readonly open: (subject: ViewedFile) => Promise<void>;
	/** Reads the next chunk, or waits for the one being read. Does nothing at the end of the file. */
	readonly readMore: () => Promise<void>;
	/** Resumes after a failure, or else reads what has been appended since; a file that has become shorter is read from the start. */
	readonly readOn: () => Promise<void>;
	/** Reads the whole file, as far as it is not here yet. */
	readonly readWhole: () => Promise<void>;
	/** Shows the start or the end of the file. */
	readonly jump: (to: 'start' | 'end') => Promise<void>;
	/** Makes this row the first one on the screen. */
	readonly scrollTo: (row: number) => void;
	/** Switches between bytes and the usual view. */
	readonly toggleHex: () => void;
	/** Remembers what to search for. */
	readonly lookFor: (query: string) => void;
	/** Shows the row of text that a search has found. */
	readonly showFound: (row: number) => void;
	/** Asks for the whole picture, however large, even if that was done before. */
	readonly showWhole: () => void;
	readonly setDecoding: (decoding: Decoding) => void;
	readonly close: () => void;
};

const chunkSize = 262_144; // bytes read at once
const tailSize = 65_536; // bytes read for the end of the file

const closed: ViewerState = {
	name: '', size: 0, isLocal: false, from: 0, bytes: Buffer.alloc(0), isAtEnd: true, isLoading: false, read: 0, isWholeWanted: false, isHex: false, top: 0, query: '',
};

/** Closed until a file is opened. A failed read becomes the state's problem. */
export function createViewer(): Viewer {
	const store = createStore(closed);
	let reading = new AbortController();
	let subject: ViewedFile | undefined;
	let currentRead: Promise<void> = Promise.resolve();
	let isReadingToEnd = false; // whether currentRead goes on to the end
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
			change({...(picture && {picture: {...picture}})}); // a new object: the picture is shown again
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

/** How a file is shown at first, by its first bytes. */
function initialView(bytes: Buffer): Partial<ViewerState> {
	const picture = pictureFacts(bytes);
	const encoding = byteOrderMarks[bytes.toString('hex', 0, 2)];
	return {picture, encoding, isHex: !picture && encoding === undefined && bytes.includes(0)};
}

/** What the screen shows of the file. */
export function viewKind({picture, isHex}: ViewerState): 'bytes' | 'picture' | 'text' {
	return isHex ? 'bytes' : (picture ? 'picture' : 'text');
}

type ChunkRequest = {readonly path: string; readonly from: number; readonly signal: AbortSignal; readonly most: number; readonly onRead: (length: number) => void};

/** Reads until `most` bytes are there, then drops the request. */
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
