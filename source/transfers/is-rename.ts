import {lstat, readFile} from 'node:fs/promises';
import {errnoOf} from '../error-meanings.ts';
import {diskFailure} from '../files/disk-failures.ts';
import {reach} from '../files/reach-path.ts';
import {realPath} from '../files/real-path.ts';
import {parentPath, type Location} from '../files/location.ts';
import {isOneSystem} from './direction.ts';
import type {Opener} from './open-location.ts';

/** Whether a move is a rename, done at once with all that is below: inside one account, or on one disk. From one disk to another it is a copy, and the original goes afterwards. */
export async function isRename(source: Location, target: Location, opener: Pick<Opener, 'identity'>): Promise<boolean> {
	if (!await isOneSystem(source, target, opener)) {
		return false;
	}

	if (source.kind === 'cloud') {
		return true;
	}

	const [from, to] = [await diskOf(source.path), await diskOf(target.path)];
	return from.disk === to.disk && await mountOf(from.path) === await mountOf(to.path);
}

/** Of what is not there, the disk where it would be. */
async function diskOf(path: string): Promise<{readonly disk: bigint; readonly path: string}> {
	try {
		const {dev} = await reach(path, async reached => lstat(reached, {bigint: true}));
		return {disk: dev, path: await realPath(path)};
	} catch (error) {
		if (path === '/' || !['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')) {
			throw diskFailure(error, path);
		}

		return diskOf(parentPath(path));
	}
}

/** One disk can be mounted in several places, and no rename leads from one to the other. Only Linux tells. */
async function mountOf(path: string): Promise<string> {
	const table = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '');
	const mounts = table.split('\n').map(line => unescaped(line.split(' ', 5)[4] ?? '')).filter(mount => mount === '/' || path === mount || path.startsWith(`${mount}/`));
	return mounts.reduce((longest, mount) => mount.length > longest.length ? mount : longest, '');
}

/** Spaces and the like stand there as three octal digits. */
function unescaped(mount: string): string {
	return mount.replaceAll(/\\(?<code>[0-7]{3})/gv, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 8)));
}
