import type {Bench} from '../bench/bench.ts';
import {outcome, whenDone} from '../bench/reply.ts';
import type {Trial} from '../bench/trial.ts';
import {absolutePath} from '../../jotta/addresses.ts';

/** Copies `a` to `b`, and says what is there then. */
async function copied(bench: Bench): Promise<string> {
	return whenDone(await bench.transfer('cp', 'a', 'b'), async () => {
		const [from, to] = [await bench.look('a'), await bench.look('b')];
		if (to.kind !== 'file' || to.md5 !== from.md5) {
			return 'answered as done, and not done';
		}

		return to.isTrashed ? 'done, and the copy is in the trash' : (to.number === 1 ? 'done, as a new file' : 'done, as a new version');
	});
}

export const copyTrials: readonly Trial[] = [
	{
		number: 'U5',
		name: 'copy-onto-live-file',
		question: 'a file is copied onto one that is there',
		assumed: 'done, as a new version',
		async see(bench) {
			await bench.put('a');
			await bench.put('b');
			return copied(bench);
		},
	},
	{
		number: 'N25',
		name: 'copy-onto-trashed-file',
		question: 'a file is copied onto one in the trash',
		assumed: 'done, and the copy is in the trash',
		async see(bench) {
			await bench.put('a');
			await bench.put('b');
			await bench.trash('b', 'file');
			return copied(bench);
		},
	},
	{
		number: 'U5',
		name: 'copy-onto-live-folder',
		question: 'a file is copied onto a folder that is there',
		assumed: 'refused (409 UniqueFileException)',
		async see(bench) {
			await bench.put('a');
			await bench.makeFolder('b');
			return copied(bench);
		},
	},
	{
		number: 'N25',
		name: 'copy-onto-trashed-folder',
		question: 'a file is copied onto a folder in the trash',
		assumed: 'refused (409 UniqueFileException)',
		async see(bench) {
			await bench.put('a');
			await bench.makeFolder('b');
			await bench.trash('b', 'folder');
			return copied(bench);
		},
	},
	{
		number: '9.4',
		name: 'copy-of-trashed-file',
		question: 'a file in the trash is copied by its place before',
		assumed: 'done, as a new file',
		async see(bench) {
			await bench.put('a');
			await bench.trash('a', 'file');
			return copied(bench);
		},
	},
	{
		number: '6.9',
		name: 'copy-keeps',
		question: 'what a copy has of its file',
		assumed: 'its time, an identity of its own',
		async see(bench) {
			await bench.put('a');
			return whenDone(await bench.transfer('cp', 'a', 'b'), async () => {
				const [from, to] = [await bench.look('a'), await bench.look('b')];
				return `${to.modified === from.modified ? 'its time' : 'another time'}, ${to.uuid === from.uuid ? 'the same identity' : 'an identity of its own'}`;
			});
		},
	},
	{
		number: '6.9',
		name: 'copy-below-missing-folder',
		question: 'a file is copied into a folder that is not there',
		assumed: 'done, the folder is made',
		async see(bench) {
			await bench.put('a');
			return whenDone(await bench.transfer('cp', 'a', 'below/b'), async () => (await bench.look('below')).kind === 'folder' ? 'done, the folder is made' : 'answered as done, and no folder there');
		},
	},
	{
		number: '6.9',
		name: 'copy-folder',
		question: 'cp is sent to a folder',
		assumed: 'refused (404 NoSuchFileException)',
		async see(bench) {
			await bench.makeFolder('a');
			return outcome(await bench.transfer('cp', 'a', 'b'));
		},
	},
	{
		number: 'N17',
		name: 'copy-folder-verb',
		question: 'cpDir, which others send, is sent to a folder',
		assumed: 'refused (500 IllegalStateException)',
		async see(bench) {
			await bench.makeFolder('a');
			return outcome(await bench.command('a', {cpDir: absolutePath(bench.client.user, bench.path('b'))}, {endsInSlash: true}));
		},
	},
	{
		number: '6.9',
		name: 'copy-unfinished',
		question: 'a file of which nothing has been sent is copied',
		assumed: 'refused (404 NoSuchFileException)',
		async see(bench) {
			await bench.announce('a', bench.content());
			return outcome(await bench.transfer('cp', 'a', 'b'));
		},
	},
];
