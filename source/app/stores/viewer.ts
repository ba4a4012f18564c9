import {Buffer} from 'node:buffer';
import {failureFacts, toFailure, type FailureFacts} from '../../failure.ts';
import type {FileSystem} from '../../files/file-system.ts';
import {pictureFacts} from '../../files/pictures/picture-facts.ts';
import type {PictureFacts} from '../../files/pictures/facts.ts';
import {readChunk} from '../../files/read-chunk.ts';
import {searchFile} from '../../files/text-search/search-file.ts';
import type {Encoding, Match} from '../../files/text-search/text-pattern.ts';
import type {TerminalPicture} from '../terminal/picture-sequences.ts';
import {createStore, type Store} from './store.ts';

/** A window on a file: a part of bounded size around what is shown. Only the parts that are shown are fetched. */
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
	readonly top: number; // position in the file of the first row on the screen
	readonly query: string;
	readonly searching?: {readonly query: string; readonly isBackward: boolean; readonly share: number} | undefined; // share: of the way, 0 to 1
	readonly problem?: FailureFacts | undefined;
};

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
	/** Reads the chunk before what is held, or waits for the one being read. Does nothing at the start of the file. */
	readonly readBefore: () => Promise<void>;
	/** Resumes after a failure, or else reads what has been appended since; a file that has become shorter is read from the start. */
	readonly readOn: () => Promise<void>;
	/** Reads the whole file, as far as it is not here yet. */
	readonly readWhole: () => Promise<void>;
	/** Shows the start or the end of the file. */
	readonly jump: (to: 'start' | 'end') => Promise<void>;
	/** Makes the row that begins at this position the first one on the screen. */
	readonly scrollTo: (at: number) => void;
	/** Reads what is around a position, as far as it is not here. */
	readonly readAround: (at: number) => Promise<void>;
	/** Switches between bytes and the usual view. */
	readonly toggleHex: () => void;
	/** Remembers what to search for. */
	readonly lookFor: (query: string) => void;
	/**
	The next place with the text from a position on, or the last one before it. Another search and `leaveSearch` end it.
	@throws Failure `cancelled` when it was ended, or why the file cannot be read
	*/
	readonly find: (from: {readonly at: number; readonly isBackward: boolean}) => Promise<Match | undefined>;
	/** Ends the search; false when there was none. */
	readonly leaveSearch: () => boolean;
	/** Asks for the whole picture, however large, even if that was done before. */
	readonly showWhole: () => void;
	readonly setDecoding: (decoding: Decoding) => void;
	readonly close: () => void;
};

const chunkSize = 262_144; // bytes read at once
const tailSize = 65_536; // bytes read for the end of the file
const mostHeld = 1_048_576; // bytes held while scrolling, however large the file

const closed: ViewerState = {
	name: '', size: 0, isLocal: false, from: 0, bytes: Buffer.alloc(0), isAtEnd: true, isLoading: false, read: 0, isWholeWanted: false, isHex: false, top: 0, query: '',
};

/** Closed until a file is opened. A failed read becomes the state's problem. */
export function createViewer(): Viewer {
	const store = createStore(closed);
	let reading = new AbortController();
	let searching = new AbortController();
	let subject: ViewedFile | undefined;
	let currentRead: Promise<void> = Promise.resolve();
	let isReadingToEnd = false; // whether currentRead goes on to the end
	const change = (part: Partial<ViewerState>) => {
		store.set({...store.get(), ...part});
	};

	const read = async ({at, most = chunkSize, before = 0}: Piece, place: (piece: Buffer) => Partial<ViewerState>) => {
		if (!subject) {
			return;
		}

		reading.abort();
		reading = new AbortController();
		const {signal} = reading;
		const {files, path} = subject;
		isReadingToEnd = most > chunkSize;
		change({isLoading: true, read: 0, problem: undefined});
		const onRead = (length: number) => {
			if (isReadingToEnd && !signal.aborted) {
				change({read: before + length});
			}
		};

		try {
			const piece = await readChunk(files, {
				path, from: at, signal, most, onRead,
			});
			if (!signal.aborted) {
				change({isLoading: false, ...place(piece)});
			}
		} catch (error) {
			if (!signal.aborted) {
				const {from, bytes} = store.get();
				change({isLoading: false, isAtEnd: store.get().isAtEnd || at === from + bytes.length, problem: failureFacts(toFailure(error))});
			}
		}
	};

	const startRead = async (...what: Parameters<typeof read>) => {
		currentRead = read(...what);
		await currentRead;
	};

	const isEnd = (at: number, piece: Buffer, most = chunkSize) => piece.length < most || at + piece.length >= subject!.size;
	const readAnew = async (at: number, part: (piece: Buffer) => Partial<ViewerState>) => {
		const from = at - (at % 16); // where a row of bytes begins
		await startRead({at: from}, piece => ({
			from, bytes: piece, isAtEnd: isEnd(from, piece), ...part(piece),
		}));
	};

	const readAfter = async (most = chunkSize) => {
		const {from, bytes} = store.get();
		const at = from + bytes.length;
		await startRead({at, most, before: bytes.length}, piece => {
			const spare = most > chunkSize ? 0 : Math.min(bytes.length + piece.length - mostHeld, store.get().top - from - chunkSize);
			const dropped = spare > 0 ? spare - (spare % 16) : 0;
			return {from: from + dropped, bytes: Buffer.concat([bytes.subarray(dropped), piece]), isAtEnd: isEnd(at, piece, most)};
		});
	};

	return {
		...store,
		async open(opened) {
			subject = opened;
			searching.abort();
			store.set({
				...closed, name: opened.name, size: opened.size, isLocal: opened.files.kind === 'local', isAtEnd: false,
			});
			await readAnew(0, initialView);
		},
		async readMore() {
			const {isAtEnd, isLoading} = store.get();
			if (!isAtEnd) {
				await (isLoading ? currentRead : readAfter());
			}
		},
		async readBefore() {
			const {isLoading, from, bytes, isAtEnd} = store.get();
			if (from === 0 || isLoading) {
				await (from === 0 ? undefined : currentRead);
				return;
			}

			const at = Math.max(0, from - chunkSize);
			const most = from - at;
			await startRead({at, most}, piece => piece.length < most
				? {from: at, bytes: piece, isAtEnd: true} // it has become shorter
				: {from: at, bytes: Buffer.concat([piece.subarray(0, most), bytes]).subarray(0, mostHeld), isAtEnd: isAtEnd && most + bytes.length <= mostHeld});
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

			const end = from + bytes.length;
			if (problem && end >= subject.size && from > 0) {
				await this.readBefore(); // that was broken off
			} else {
				await (subject.size < end || bytes.length === 0 ? readAnew(0, piece => ({top: 0, ...initialView(piece)})) : readAfter());
			}

			change({...(picture && {picture: {...picture}})}); // a new object: the picture is shown again
		},
		async readWhole() {
			const {isAtEnd, isLoading, from} = store.get();
			if (isLoading && isReadingToEnd) {
				await currentRead;
			} else if (from > 0) {
				await startRead({at: 0, most: Infinity}, bytes => ({from: 0, bytes, isAtEnd: true}));
			} else if (!isAtEnd) {
				await readAfter(Infinity);
			}
		},
		async jump(to) {
			const {from, isAtEnd, size} = store.get();
			const top = to === 'start' ? 0 : Infinity;
			if (to === 'start' ? from === 0 : isAtEnd) {
				change({top}); // at once: the next key counts from here
			} else {
				await readAnew(to === 'start' ? 0 : Math.max(0, size - tailSize), () => ({top}));
			}
		},
		async readAround(at) {
			const {from, bytes, isAtEnd} = store.get();
			const end = from + bytes.length;
			if (at < from || (at - from < tailSize && from > 0) || (at + tailSize > end && !isAtEnd)) {
				await readAnew(Math.max(0, at - tailSize), () => ({top: at}));
			}
		},
		scrollTo(top) {
			change({top});
		},
		toggleHex() {
			change({isHex: !store.get().isHex});
		},
		lookFor(query) {
			change({query});
		},
		async find({at, isBackward}) {
			const {query, encoding, from, bytes} = store.get();
			if (!subject) {
				return undefined;
			}

			searching.abort();
			searching = new AbortController();
			const {signal} = searching;
			const show = (share: number | undefined) => {
				if (!signal.aborted) {
					change({searching: share === undefined ? undefined : {query, isBackward, share}});
				}
			};

			show(0);
			try {
				return await searchFile({...subject, held: {from, bytes}}, {
					query, encoding, at, isBackward,
				}, {onProgress: show, signal});
			} finally {
				show(undefined);
			}
		},
		leaveSearch() {
			const isSearching = store.get().searching !== undefined;
			searching.abort();
			change({searching: undefined});
			return isSearching;
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
			searching.abort();
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

type Piece = {readonly at: number; readonly most?: number; readonly before?: number}; // before: bytes that are here already, of a whole file
