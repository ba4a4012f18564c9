import {createHash} from 'node:crypto';
import {
	createReadStream,
	createWriteStream,
	existsSync,
	mkdirSync,
	renameSync,
	rmSync,
	statSync,
	truncateSync,
	writeFileSync,
	type ReadStream,
} from 'node:fs';
import path from 'node:path';

/** Bytes by MD5, and what has arrived of uploads. Never whole in memory. */
export type Content = {
	readonly read: (md5: string, range?: {readonly start: number; readonly end: number}) => ReadStream;
	readonly store: (bytes: Uint8Array) => string; // small contents of fixtures; gives the MD5
	readonly drop: (md5: string) => void;
	readonly received: (upload: string) => number; // bytes
	readonly discard: (upload: string) => void;
	readonly receive: (upload: string, from: number, body: AsyncIterable<unknown>, limit: number) => Promise<number>;
	/** Checks what was received and makes it content; gives its real MD5. */
	readonly complete: (upload: string, md5: string) => Promise<boolean>;
};

export function openContent(folder: string): Content {
	const contentFile = (md5: string) => path.join(folder, 'content', md5.slice(0, 2), md5);
	const uploadFile = (upload: string) => path.join(folder, 'uploads', upload);
	mkdirSync(path.join(folder, 'uploads'), {recursive: true});

	const received = (upload: string) => existsSync(uploadFile(upload)) ? statSync(uploadFile(upload)).size : 0;

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
			rmSync(contentFile(md5), {force: true});
		},
		received,
		discard(upload) {
			rmSync(uploadFile(upload), {force: true});
		},
		async receive(upload, from, body, limit) {
			if (received(upload) > from) {
				truncateSync(uploadFile(upload), from);
			}

			await appendAll(uploadFile(upload), from, body, limit);
			return received(upload);
		},
		async complete(upload, md5) {
			if (await md5Of(uploadFile(upload)) !== md5) {
				return false;
			}

			mkdirSync(path.dirname(contentFile(md5)), {recursive: true});
			renameSync(uploadFile(upload), contentFile(md5));
			return true;
		},
	};
}

/** What arrives is kept, also when the line breaks (protocol.md E52). */
async function appendAll(file: string, from: number, body: AsyncIterable<unknown>, limit: number): Promise<void> {
	const sink = createWriteStream(file, {flags: from === 0 ? 'w' : 'a'});
	let arrived = from;
	try {
		for await (const chunk of body) {
			const piece = (chunk as Uint8Array).subarray(0, Math.max(0, limit - arrived));
			arrived += piece.length;
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
}

async function md5Of(file: string): Promise<string> {
	const hash = createHash('md5');
	if (existsSync(file)) {
		for await (const chunk of createReadStream(file, {highWaterMark: 1_048_576})) {
			hash.update(chunk as Uint8Array);
		}
	}

	return hash.digest('hex');
}
