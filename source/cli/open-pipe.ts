import {constants, openSync} from 'node:fs';
import {Socket} from 'node:net';
import type {Readable} from 'node:stream';
import {diskFailure} from '../files/disk-failures.ts';
import {findAt} from '../files/find.ts';
import {openLocal} from '../files/local-file-system.ts';
import type {Location} from '../files/location.ts';
import {reach} from '../files/reach-path.ts';

/** What can be read only once: a named pipe, or what a shell hands over as `<(…)`. That one has no name of its own. */
export type Pipe = {readonly name?: string; readonly open: () => Promise<Readable>};

/** The pipe at a place; undefined where there is none. A symbolic link to one is a link like others. */
export async function findPipe({kind, path}: Location): Promise<Pipe | undefined> {
	const found = kind === 'local' ? await findAt(openLocal(), path) : undefined;
	const isSubstitution = found?.symlink?.startsWith('pipe:') === true || /^\/dev\/(?:fd\/|stdin$)/v.test(path);
	return found?.special !== 'pipe' || (found.symlink !== undefined && !isSubstitution)
		? undefined
		: {...(!isSubstitution && {name: found.name}), open: async () => openPipe(path)};
}

/** Opened without waiting for a writer: a thread that waits there could not be interrupted. The stream waits instead. */
async function openPipe(path: string): Promise<Readable> {
	try {
		const fd = await reach(path, async reached => openSync(reached, constants.O_RDONLY | constants.O_NONBLOCK)); // eslint-disable-line no-bitwise -- open flags are bits
		return new Socket({fd, readable: true, writable: false});
	} catch (error) {
		throw diskFailure(error, path);
	}
}
