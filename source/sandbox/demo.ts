import {Buffer} from 'node:buffer';
import {ensureFolder} from './jfs/make.ts';
import {atomically} from './state/database.ts';
import {wholeSecond, type SandboxState} from './state/state.ts';
import {root} from './state/tree.ts';

/*
The account that `npm run try` shows: believable, made anew at each start, small on disk.
*/

const day = 24 * 3600 * 1000;

type Demo = {
	/** Puts one version of a file at a path below the account; `daysAgo` is its date. */
	readonly put: (path: string, content: string | Uint8Array, daysAgo: number) => number;
	readonly folder: (path: string) => number;
};

/** Fills a new account; one that has something in it stays as it is. */
export function addDemoAccount(state: SandboxState): void {
	const archive = state.tree.find(['Jotta', 'Archive'])!;
	if (state.tree.children(archive.id).next().done !== true) {
		return;
	}

	atomically(state.database, () => {
		const demo = createDemo(state);
		addDocuments(demo, state);
		addPictures(demo);
		addManyFiles(demo);
		addOddNames(demo);
		addBackup(demo, state);
		addTrash(demo, state);
	});
}

function createDemo(state: SandboxState): Demo {
	const now = wholeSecond(state.clock.now());
	const folders = new Map<string, number>();
	const folder = (path: string) => {
		const known = folders.get(path) ?? ensureFolder(state, path.split('/')).id;
		folders.set(path, known);
		return known;
	};

	return {
		folder,
		put(path, content, daysAgo) {
			const bytes = typeof content === 'string' ? Buffer.from(content) : content;
			const cut = path.lastIndexOf('/');
			const [parent, name] = [folder(path.slice(0, cut)), path.slice(cut + 1)];
			const time = now - Math.round(daysAgo * day / 1000) * 1000;
			const file = state.tree.child(parent, name) ?? state.tree.add(parent, name, 'file');
			state.revisions.add(file.id, name, {
				state: 'COMPLETED', created: time, modified: time, size: bytes.length, md5: state.content.store(bytes), updated: time,
			});
			return file.id;
		},
	};
}

function addDocuments({put}: Demo, {tree}: SandboxState): void {
	const documents = 'Jotta/Archive/Documents';
	put(`${documents}/Welcome.txt`, 'This is the sandbox: a Jottacloud look-alike on your own machine.\nNothing here leaves it, and all of it is gone when you quit.\n\nTry: Tab to the other pane, Space to mark, F5 to copy, ? for help.\n', 1);
	for (const month of ['January', 'February', 'March', 'April']) {
		put(`${documents}/Invoices/2026/${month}.pdf`, `%PDF-1.7 invoice of ${month} 2026\n`.repeat(400), 200);
	}

	for (const version of [1, 2, 3, 4]) {
		put(`${documents}/Report.docx`, `Draft number ${version} of the report.\n`.repeat(300 * version), 40 - (version * 8));
	}

	put(`${documents}/Taxes/2025.csv`, 'month,amount\n'.repeat(900), 120);
	put(`${documents}/Notater høst.md`, '# Høst\n\n- epler\n- pærer\n', 30);
	tree.setPublicUri(put(`${documents}/Shared recipe.pdf`, '%PDF-1.7 pancakes\n'.repeat(120), 60), '2d0c4f6a8b1e4f0d9c7a5b3e1f2d4c6b');
	tree.setPublicUri(put('Jotta/Archive/Music/Mixtape.mp3', noise(90_000, 3), 300), '7f3a9e5b1c2d4a6f8e0b7d5c3a1f9e8d');
}

function addPictures({put}: Demo): void {
	for (let index = 0; index < 48; index += 1) {
		const month = ['01 January', '02 February', '03 March', '04 April'][index % 4]!;
		put(`Jotta/Archive/Pictures/2026/${month}/IMG_${2000 + index}.jpg`, noise(40_000 + (index * 3777), index), 160 - index);
	}

	put('Jotta/Archive/Pictures/写真一覧.csv', '名前,日付\n'.repeat(700), 90);
	put('Jotta/Archive/Pictures/👩‍👩‍👧 holiday.png', noise(64_000, 99), 75);
}

/** Bytes that look like a picture's and are the same at each start. */
function noise(length: number, seed: number): Uint8Array {
	const bytes = new Uint8Array(length);
	let value = seed + 1;
	for (let index = 0; index < length; index += 1) {
		value = ((value * 1_103_515_245) + 12_345) % 2_147_483_648;
		bytes[index] = value / 8_388_608;
	}

	return bytes;
}

function addManyFiles({put}: Demo): void {
	const texts = ['reading 20.1\n', 'reading 20.4\n', 'reading 19.8\n', 'reading 21.0\n'];
	for (let index = 0; index < 5000; index += 1) {
		put(`Jotta/Archive/Sensor logs/log-${String(index).padStart(4, '0')}.txt`, texts[index % texts.length]!, index / 20);
	}
}

/** The stored forms of protocol.md 16.3, as rclone or a phone have left them. */
function addOddNames({put}: Demo): void {
	const names = [
		'a：b.txt',
		'50％ off.txt',
		'what？.jpg',
		'＂quoted＂.txt',
		'＜a｜b＞.txt',
		'tab␉here.txt',
		'line␊feed.txt',
		'‛：.txt',
		'‛％.txt',
		'a‛FFb.bin',
		'semi;colon#hash&and.txt',
		'[x] (y) {z}.txt',
		' leading space.txt',
		'name.',
		'plus+plus.txt',
		'日本語.txt',
		'naïve café.txt',
		'‮drawkcab.txt',
		'zero​width.txt',
		'msf:1234.jpg',
		`${'long '.repeat(48)}name.txt`,
	];
	for (const [index, name] of names.entries()) {
		put(`Jotta/Archive/Odd names/${name}`, `number ${index}\n`, index + 1);
	}
}

function addBackup({put}: Demo, {tree}: SandboxState): void {
	const laptop = tree.add(root, 'LAPTOP-01', 'device', 'LAPTOP');
	for (const mountpoint of ['Home', 'Projects']) {
		tree.add(laptop.id, mountpoint, 'mountpoint');
	}

	put('LAPTOP-01/Home/.bashrc', 'export EDITOR=vi\n', 400);
	put('LAPTOP-01/Home/todo.txt', 'buy milk\n', 12);
	for (let index = 0; index < 20; index += 1) {
		put(`LAPTOP-01/Projects/website/page-${index}.html`, `<h1>Page ${index}</h1>\n`, 90 + index);
	}
}

function addTrash({put, folder}: Demo, {tree, clock, database}: SandboxState): void {
	const now = wholeSecond(clock.now());
	tree.setDeleted(put('Jotta/Archive/Documents/Old plan.pdf', '%PDF-1.7 plan\n'.repeat(90), 80), now - (3 * day));
	const drafts = folder('Jotta/Archive/Documents/Drafts');
	put('Jotta/Archive/Documents/Drafts/chapter 1.md', 'It was a dark and stormy night.\n', 60);
	put('Jotta/Archive/Documents/Drafts/chapter 2.md', 'It still was.\n', 59);
	database.prepare('UPDATE nodes SET deleted = ? WHERE id = ? OR parent = ?').run(now - (10 * day), drafts, drafts);
}
