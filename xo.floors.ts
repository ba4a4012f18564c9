/*
Who may import whom: every floor of the house names the floors that it stands on. A floor is a folder with all that is in
it, or one file; the longest name that fits counts. What is not named is refused, and a folder without a floor as well.
*/
import path from 'node:path';

const leaves = ['source']; // the files directly in source/: failure, format, log, clean text
const settled = ['source/settings', ...leaves];
const contract = ['source/files/file-system.ts', 'source/files/location.ts', 'source/files/entry.ts']; // all that the service knows of a disk
const local = ['source/files', ...contract, ...settled];

const words = ['source/transfers', 'source/jotta', ...local]; // jobs, items, their states, and what can be told of places
const stored = ['source/transfers/store', ...words];
const hashed = ['source/transfers/hash', ...stored];
const lasting = ['source/transfers/kept-copies.ts', 'source/transfers/earlier-job.ts', 'source/transfers/start-engine.ts'];
const queue = ['source/transfers/queue.ts', ...lasting, ...hashed];
const work = ['source/transfers/engine/count', 'source/transfers/engine/items'];
const transferFloors = {
	'source/transfers': words.slice(1),
	'source/transfers/store': words,
	'source/transfers/hash': stored,
	...Object.fromEntries(lasting.map(file => [file, ['source/transfers/explain-engine.ts', ...stored]])),
	'source/transfers/explain-engine.ts': stored,
	'source/transfers/queue.ts': queue.slice(1),
	'source/transfers/watch.ts': queue,
	'source/transfers/fetch-version.ts': queue,
	'source/transfers/engine/items': ['source/transfers/hash', ...words], // an item knows nothing of the store
	'source/transfers/engine/count': hashed,
	'source/transfers/engine/loop': [...work, 'source/transfers/kept-copies.ts', ...hashed],
	'source/transfers/engine': ['source/transfers/engine/loop', 'source/transfers/start-engine.ts', ...stored],
	'source/transfers/plan.ts': [...work, ...hashed],
};

/* What screens and commands use: neither the store nor the engine. */
const below = ['source/transfers/watch.ts', 'source/transfers/fetch-version.ts', 'source/transfers/queue.ts', ...lasting, 'source/transfers/hash', ...words];

const appFloors = [ // from the top
	['source/app'], // put together
	['source/app/command-table', 'source/app/watchers'],
	['source/app/actions', 'source/app/screens', 'source/app/screen-reader'],
	['source/app/sign-in'],
	['source/app/input', 'source/app/components', 'source/app/panes.ts'],
	['source/app/app.ts'],
	['source/app/layout'],
	['source/app/keymap'],
	['source/app/stores'],
	['source/app/terminal'],
	['source/app/text'],
];

const sandboxFloors = [ // an independent reading of protocol.md: it imports nothing else of ours
	['source/sandbox'], // a server, and which request goes where
	['source/sandbox/uploads', 'source/sandbox/identity', 'source/sandbox/events'],
	['source/sandbox/jfs'],
	['source/sandbox/state'],
	['source/sandbox/faults'],
	['source/sandbox/http'],
];

/** Each floor stands on all that are further down, and on what is below them all. */
function stacked(lines: ReadonlyArray<readonly string[]>, base: readonly string[] = []): Readonly<Record<string, readonly string[]>> {
	return Object.fromEntries(lines.flatMap((line, index) => line.map(floor => [floor, [...lines.slice(index + 1).flat(), ...base]])));
}

export const floors: Readonly<Record<string, readonly string[]>> = {
	'cli.tsx': [...appFloors.flat(), 'source/commands', 'source/cli', ...below],
	...stacked(appFloors, below),
	'source/commands': ['source/cli', 'source/doctor', 'source/doctor/trials', 'source/doctor/bench', 'source/sandbox', 'source/transfers/plan.ts', ...below],
	'source/cli': below,
	...transferFloors,
	...stacked([['source/doctor'], ['source/doctor/trials'], ['source/doctor/bench']], ['source/jotta', ...contract, ...settled]), // questions to the real service
	'source/jotta': [...contract, ...settled],
	'source/files': local,
	'source/files/file-system.ts': [...contract.slice(1), ...leaves],
	'source/files/location.ts': leaves,
	'source/files/entry.ts': leaves,
	'source/settings': leaves,
	...stacked(sandboxFloors),
	source: [],
};

/** The floor that a file stands on; its path from the project's root. */
export function floorOf(file: string): string | undefined {
	for (let name = file; name !== '.'; name = path.posix.dirname(name)) {
		if (floors[name] !== undefined && (name !== 'source' || path.posix.dirname(file) === 'source')) {
			return name;
		}
	}

	return undefined;
}

/** Why a file may not import another one; nothing where it may. Both by their paths from the project's root. */
export function refusal(file: string, imported: string): string | undefined {
	const [from, to] = [floorOf(file), floorOf(imported)];
	if (from === undefined || to === undefined) {
		return `${from === undefined ? file : imported} stands on no floor: give its folder one in xo.floors.ts.`;
	}

	return from === to || floors[from]!.includes(to) ? undefined : `${from} does not stand on ${to}: see xo.floors.ts.`;
}

const screenOnly = new Set(['react', 'ink', 'ink-select-input']);

type Importing = {readonly source?: {readonly value?: unknown} | null};
type Context = {readonly cwd: string; readonly filename: string; readonly report: (problem: {readonly node: Importing; readonly message: string}) => void};

/** The rule: imports go down, and only the screen knows React. */
export const floorsPlugin = {
	rules: {
		floors: {
			create(context: Context) {
				const file = path.relative(context.cwd, context.filename).replaceAll(path.sep, '/');
				const check = (node: Importing) => {
					const name = node.source?.value;
					if (typeof name !== 'string' || name.includes('node_modules')) {
						return;
					}

					const reason = name.startsWith('.')
						? refusal(file, path.posix.join(path.posix.dirname(file), name))
						: (screenOnly.has(name) && !file.startsWith('source/app/') ? 'Only the app knows the screen.' : undefined);
					if (reason !== undefined) {
						context.report({node, message: reason});
					}
				};

				return {
					ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check, ImportExpression: check,
				};
			},
		},
	},
};
