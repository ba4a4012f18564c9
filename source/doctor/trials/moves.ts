import type {Bench} from '../bench/bench.ts';
import {
	isDone,
	listed,
	outcome,
	whenDone,
} from '../bench/reply.ts';
import type {Trial} from '../bench/trial.ts';
import {absolutePath} from '../../jotta/addresses.ts';

type Kind = 'file' | 'folder';

const make = async (bench: Bench, name: string, kind: Kind) => kind === 'file' ? bench.put(name) : bench.makeFolder(name);
const verbOf = (kind: Kind) => kind === 'file' ? 'mv' as const : 'mvDir' as const;

const taken = 'refused (409 UniqueFileException)';
const stuck = 'refused (500 IllegalStateException)';

/** What came of a move, as both ends tell. */
async function moved(bench: Bench, kind: Kind, [from, to]: readonly [string, string]): Promise<string> {
	return whenDone(await bench.transfer(verbOf(kind), from, to), async () => {
		const [source, target] = [await bench.look(from), await bench.look(to)];
		if (target.kind !== kind) {
			return 'answered as done, and not done';
		}

		return target.isTrashed ? 'done, and it is in the trash' : (source.kind === 'nothing' ? 'done' : 'done, and something is left at the old place');
	});
}

/** Onto each kind of thing, alive and in the trash. */
const onto = (['file', 'folder'] as const).flatMap(kind => (['file', 'folder'] as const).flatMap(other => [false, true].map((isTrashed): Trial => ({
	number: isTrashed ? 'U6, N25' : 'U5',
	name: `move-${kind}-onto-${isTrashed ? 'trashed' : 'live'}-${other}`,
	question: `a ${kind} is moved onto a ${other} ${isTrashed ? 'in the trash' : 'that is there'}`,
	assumed: isTrashed ? stuck : taken,
	async see(bench) {
		await make(bench, 'a', kind);
		await make(bench, 'b', other);
		if (isTrashed) {
			await bench.trash('b', other);
		}

		return moved(bench, kind, ['a', 'b']);
	},
}))));

const renamesCase = (['file', 'folder'] as const).map((kind): Trial => ({
	number: 'U5, N25',
	name: `rename-${kind}-in-case`,
	question: `a ${kind} gets a name that differs in case only`,
	assumed: 'done, under the new spelling',
	async see(bench) {
		await make(bench, 'spelling', kind);
		return whenDone(await bench.transfer(verbOf(kind), 'spelling', 'SPELLING'), async () => {
			const names = new Set((await bench.rows()).map(({name}) => name));
			return names.has('SPELLING') ? 'done, under the new spelling' : (names.has('spelling') ? 'answered as done, and spelled as before' : 'answered as done, and gone');
		});
	},
}));

const wrongKinds: readonly Trial[] = [
	{
		number: '6.1',
		name: 'move-file-verb-on-folder',
		question: 'mv is sent to a folder',
		assumed: 'refused (404 NoSuchFileException)',
		async see(bench) {
			await bench.makeFolder('a');
			return outcome(await bench.transfer('mv', 'a', 'b'));
		},
	},
	{
		number: '6.1',
		name: 'move-folder-verb-on-file',
		question: 'mvDir is sent to a file',
		assumed: 'refused (404 NoSuchPathException)',
		async see(bench) {
			await bench.put('a');
			return outcome(await bench.transfer('mvDir', 'a', 'b'));
		},
	},
];

const parents = ([['missing', false], ['trashed', true]] as const).map(([what, isTrashed]): Trial => ({
	number: '6.8',
	name: `move-below-${what}-folder`,
	question: `a file is moved into a folder that is ${isTrashed ? 'in the trash' : 'not there'}`,
	assumed: isTrashed ? 'done, the folder is back' : 'done, the folder is made',
	async see(bench) {
		await bench.put('a');
		if (isTrashed) {
			await bench.makeFolder('below');
			await bench.trash('below', 'folder');
		}

		return whenDone(await bench.transfer('mv', 'a', 'below/b'), async () => {
			const folder = await bench.look('below');
			return folder.isTrashed ? 'done, the folder is in the trash' : (folder.kind === 'folder' ? `done, the folder is ${isTrashed ? 'back' : 'made'}` : 'answered as done, and no folder there');
		});
	},
}));

export const moveTrials: readonly Trial[] = [
	...onto,
	...renamesCase,
	{
		number: 'N25',
		name: 'trash-after-move',
		question: 'what was in the trash at the target of a move is in the trash after it',
		assumed: 'it is',
		async see(bench) {
			const content = await bench.put('b');
			await bench.trash('b', 'file');
			await bench.put('a');
			await bench.transfer('mv', 'a', 'b');
			const target = await bench.look('b');
			const isListed = (await bench.trashedHere()).some(({name}) => name === 'b');
			const isKept = !target.isTrashed || isDone(await bench.byHash('again', content));
			return isListed && isKept ? 'it is' : 'it is not';
		},
	},
	...parents,
	{
		number: '6.8',
		name: 'move-folder-without-slash',
		question: 'mvDir without a slash behind the folder’s name',
		assumed: 'refused (404 NoSuchPathException)',
		async see(bench) {
			await bench.makeFolder('a');
			return outcome(await bench.command('a', {mvDir: absolutePath(bench.client.user, bench.path('b'))}));
		},
	},
	{
		number: '6.8',
		name: 'move-keeps',
		question: 'what stays of a file that is moved',
		assumed: 'its identity, its number, its time',
		async see(bench) {
			await bench.put('a');
			await bench.put('a');
			const before = await bench.look('a');
			return whenDone(await bench.transfer('mv', 'a', 'b'), async () => {
				const after = await bench.look('b');
				const kept = [after.uuid === before.uuid ? 'its identity' : '', after.number === before.number ? 'its number' : '', after.modified === before.modified ? 'its time' : ''];
				return listed(kept, 'nothing of it');
			});
		},
	},
	{
		number: 'U22',
		name: 'move-trashed',
		question: 'a file in the trash is moved by its place before',
		assumed: 'refused (404 NoSuchFileException)',
		async see(bench) {
			await bench.put('a');
			await bench.trash('a', 'file');
			return outcome(await bench.transfer('mv', 'a', 'b'));
		},
	},
	{
		number: '6.8',
		name: 'move-missing-file',
		question: 'a file that is not there is moved',
		assumed: 'refused (404 NoSuchFileException)',
		see: async bench => outcome(await bench.transfer('mv', 'a', 'b')),
	},
	{
		number: '6.8',
		name: 'move-missing-folder',
		question: 'a folder that is not there is moved',
		assumed: 'refused (404 NoSuchPathException)',
		see: async bench => outcome(await bench.transfer('mvDir', 'a', 'b')),
	},
	...wrongKinds,
];
