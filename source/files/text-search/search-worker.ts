import {Buffer} from 'node:buffer';
import {closeSync, openSync, readSync} from 'node:fs';
import {parentPort} from 'node:worker_threads';
import type {Match} from './text-pattern.ts';
import {scan, type ScanOrder} from './scan.ts';

export type SearchOrder = ScanOrder & {readonly path: string | Uint8Array};
export type SearchReport =
	| {readonly scanned: number}
	| {readonly found: Match | undefined}
	| {readonly errno: string};

const pieceSize = 262_144;
const reportEvery = 16_777_216; // bytes

parentPort?.once('message', (order: SearchOrder) => {
	void search(order); // it reports its failures
});

async function search({path, ...order}: SearchOrder): Promise<void> {
	let reported = 0;
	try {
		const file = openSync(typeof path === 'string' ? path : Buffer.from(path), 'r');
		try {
			const found = await scan(order, from => piecesOf(file, from), scanned => {
				if (!(scanned - reported >= reportEvery)) {
					return;
				}

				reported = scanned;
				report({scanned});
			});
			report({found});
		} finally {
			closeSync(file);
		}
	} catch (error) {
		report({errno: error instanceof Error && 'code' in error ? String(error.code) : 'EIO'});
	}
}

function report(what: SearchReport): void {
	parentPort?.postMessage(what);
}

/** The same buffer each time: a piece is to be looked at before the next one is asked for. */
async function * piecesOf(file: number, from: number): AsyncGenerator<Uint8Array> {
	const piece = Buffer.allocUnsafe(pieceSize);
	for (let at = from; ;) {
		const length = readSync(file, piece, 0, pieceSize, at);
		if (length === 0) {
			return;
		}

		at += length;
		yield piece.subarray(0, length);
	}
}
