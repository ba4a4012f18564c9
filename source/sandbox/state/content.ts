import {createHash} from 'node:crypto';
import {
	createReadStream,
	createWriteStream,
	existsSync,
	mkdirSync,
	readdirSync,
	renameSync,
	rmSync,
	statSync,
	truncateSync,
	writeFileSync,
	type ReadStream,
} from 'node:fs';
import path from 'node:path';

/** Bytes by MD5, and what has arrived of uploads. Never whole in memory. */
export type ContentStore = {
	readonly read: (md5: string, range?: {readonly start: number; readonly end: number}) => ReadStream;
	readonly store: (bytes: Uint8Array) => string; // small contents of fixtures; gives the MD5
	/** Marks content that nothing refers to: `sweep` removes it once that is certain, `forget` lets it stay. */
	readonly drop: (md5: string) => void;
	readonly sweep: () => void;
	readonly forget: () => void;
	readonly uploads: () => readonly string[];
	readonly received: (upload: string) => number; // bytes
	readonly discard: (upload: string) => void;
	readonly receive: (upload: string, from: number, body: AsyncIterable<unknown>, limit: number) => Promise<number>;
	readonly isWhole: (upload: string, md5: string) => Promise<boolean>;
	readonly adopt: (upload: string, md5: string) => void; // what was received becomes content
};

export function openContentStore(folder: string): ContentStore {
	const contentFile = (md5: string) => path.join(folder, 'content', md5.slice(0, 2), md5);
	const uploadsFolder = path.join(folder, 'uploads');
	const uploadFile = (upload: string) => path.join(uploadsFolder, upload);
	mkdirSync(uploadsFolder, {recursive: true});
	const dropped = new Set<string>();
	const hashes = new Map<string, string>(); // of uploads that came in one piece: they need not be read again

	const received = (upload: string) => statSync(uploadFile(upload), {throwIfNoEntry: false})?.size ?? 0;
	const discard = (upload: string) => {
		hashes.delete(upload);
		rmSync(uploadFile(upload), {force: true});
	};

	return {
		read: (md5, range) => createReadStream(contentFile(md5), {...range, highWaterMark: 1_048_576}),
		store(bytes) {
			const md5 = createHash('md5').update(bytes).digest('hex');
			if (!existsSync(contentFile(md5))) {
				mkdirSync(path.dirname(contentFile(md5)), {recursive: true});
				writeFileSync(contentFile(md5), bytes);
			}

			return md5;
		},
		drop(md5) {
			dropped.add(md5.toLowerCase());
		},
		sweep() {
			for (const md5 of dropped) {
				rmSync(contentFile(md5), {force: true});
			}

			dropped.clear();
		},
		forget() {
			dropped.clear();
		},
		uploads: () => readdirSync(uploadsFolder),
		received,
		discard,
		async receive(upload, from, body, limit) {
			hashes.delete(upload);
			if (received(upload) > from) {
				truncateSync(uploadFile(upload), from);
			}

			const md5 = await appendAll(uploadFile(upload), from, body, limit);
			if (from === 0) {
				hashes.set(upload, md5);
			}

			return received(upload);
		},
		isWhole: async (upload, md5) => (hashes.get(upload) ?? await md5Of(uploadFile(upload))) === md5.toLowerCase(),
		adopt(upload, md5) {
			hashes.delete(upload);
			mkdirSync(path.dirname(contentFile(md5)), {recursive: true});
			renameSync(uploadFile(upload), contentFile(md5));
		},
	};
}

/** What arrives is kept, also when the line breaks (protocol.md E52); gives the MD5 of what came now. */
async function appendAll(file: string, from: number, body: AsyncIterable<unknown>, limit: number): Promise<string> {
	const sink = createWriteStream(file, {flags: from === 0 ? 'w' : 'a', highWaterMark: 1_048_576});
	const hash = createHash('md5');
	let arrived = from;
	try {
		for await (const chunk of body) {
			const piece = (chunk as Uint8Array).subarray(0, Math.max(0, limit - arrived));
			arrived += piece.length;
			hash.update(piece);
			if (!sink.write(piece)) {
				await new Promise<void>(resolve => {
					sink.once('drain', () => {
						resolve();
					});
				});
			}
		}
	} catch {
		// The other side went away.
	}

	await new Promise<void>((resolve, reject) => {
		sink.once('error', reject);
		sink.end(() => {
			resolve();
		});
	});
	return hash.digest('hex');
}

async function md5Of(file: string): Promise<string> {
	const hash = createHash('md5');
	for await (const chunk of createReadStream(file, {highWaterMark: 1_048_576})) {
		hash.update(chunk as Uint8Array);
	}

	return hash.digest('hex');
}
