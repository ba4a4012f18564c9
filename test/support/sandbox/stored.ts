import type {RunningSandbox} from '../../../source/sandbox/server.ts';

type Sandbox = Pick<RunningSandbox, 'state'>;

/** A version of a file, as the sandbox has it. */
export type StoredVersion = {readonly file: number; readonly name: string; readonly state: string; readonly md5: string};

/** All versions of all files, oldest first; those that were replaced or are not complete as well. */
export function storedVersions({state: {database}}: Sandbox): readonly StoredVersion[] {
	return database.prepare('SELECT node, name, state, lower(md5) AS md5 FROM revisions JOIN nodes ON nodes.id = node ORDER BY revisions.id').all()
		.map(({node, name, state, md5}) => ({
			file: Number(node), name: String(name), state: String(state), md5: String(md5),
		}));
}

/** Says of each file that it has this size, whatever it holds. */
export function pretendSize({state: {database}}: Sandbox, size: number): void {
	database.prepare('UPDATE revisions SET size = ?').run(size);
}
