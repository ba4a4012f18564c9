import type {Accounts} from './ground.ts';
import {
	changedInCloud,
	isTrashEmpty,
	md5OfText,
	type State,
} from './state.ts';

/** A command line, and what is true once it has done what it was asked. */
export type Scenario = {
	readonly words: readonly string[]; // in the folder `work` of the ground
	readonly stdin?: string;
	/** Whether the wish is fulfilled. Without it the command only reads, and prints what it prints on an honest line. */
	readonly isDone?: (after: State, facts: {readonly before: State; readonly accounts: Accounts; readonly out: string}) => boolean | Promise<boolean>;
	readonly isDestroying?: true; // content goes, as it was asked
	readonly isRaw?: true; // prints content: whatever bytes there are
	readonly ownPlace?: RegExp; // nothing else in the cloud is ever changed, however it ends
};

const home = '/Jotta/Archive';

/** Cloud, as the tests begin: contents by path. */
export const cloudFiles: Readonly<Record<string, string>> = {
	'plan.txt': 'second plan', 'notes.txt': 'notes', 'album/one.txt': 'one', 'album/two.txt': 'two', 'album/deep/three.txt': 'three', 'big.txt': 'big '.repeat(40_000), 'old.txt': 'old', 'drafts/a.txt': 'draft',
};
export const firstPlan = 'first plan';

/** The disk: contents by path below the ground. */
export const diskFiles: Readonly<Record<string, string>> = {
	'outside.txt': 'outside', 'work/up.txt': 'up', 'work/large.txt': 'large '.repeat(30_000), 'work/tree/x.txt': 'x', 'work/tree/y/z.txt': 'z', 'work/target/there.txt': 'there',
};

const holds = ({cloud}: State, file: string, content: string) => cloud.get(`${home}/${file}`)?.md5 === md5OfText(content) && !cloud.get(`${home}/${file}`)!.isTrashed;
const isGone = ({cloud}: State, file: string) => cloud.get(`${home}/${file}`)?.isTrashed !== false;
const onDisk = ({disk}: State, file: string, content: string) => disk.get(file) === md5OfText(content);

const wish = (words: string, isDone: Scenario['isDone'], more: Partial<Scenario> = {}): Scenario => ({words: words.split(' '), ...(isDone && {isDone}), ...more});
const read = (words: string, more: Partial<Scenario> = {}): Scenario => wish(words, undefined, more);
const raw = {isRaw: true} as const;
const destroys = {isDestroying: true} as const;

const doctorsFolder = {ownPlace: /^\/Jotta\/Archive\/jottafm doctor /v} as const;

const albumIn = (after: State, folder: string) => ['one', 'two'].every(name => onDisk(after, `${folder}/${name}.txt`, name)) && onDisk(after, `${folder}/deep/three.txt`, 'three');
const albumAt = (after: State, folder: string) => ['one', 'two'].every(name => holds(after, `${folder}/${name}.txt`, name)) && holds(after, `${folder}/deep/three.txt`, 'three');
const treeAt = (after: State, folder: string) => holds(after, `${folder}/x.txt`, 'x') && holds(after, `${folder}/y/z.txt`, 'z');

/** By command. A command without an entry speaks with no service, and says why in `silentCommands`. */
export const scenarios: Readonly<Record<string, readonly Scenario[]>> = {
	login: [wish('login second', async (_, {accounts}) => accounts.isSignedIn('second'), {stdin: 'login token'})],
	logout: [wish('logout jotta', async (_, {accounts}) => !await accounts.isKnown('jotta'))],
	accounts: [read('accounts')],
	places: [
		read('places'),
		read('places --json'),
		wish('places --make jotta:/NAS/Papers', ({cloud}) => cloud.get('/NAS/Papers')?.kind === 'mountpoint'),
		wish('places --make jotta:/Box/Papers', ({cloud}) => cloud.get('/Box/Papers')?.kind === 'mountpoint'),
		wish('places --trash jotta:/NAS/Music', ({cloud}) => cloud.get('/NAS/Music')?.isTrashed !== false),
		wish('places --home jotta:/NAS/Music', async (_, {accounts}) => await accounts.homeOf('jotta') === 'NAS/Music'),
	],
	about: [read('about'), read('about --json')],
	ls: [read('ls jotta:'), read('ls -l jotta:album'), read('ls -R jotta:'), read('ls -R --json jotta:'), read('ls --json jotta:plan.txt'), read('ls --trashed jotta:'), read('ls -R --trashed jotta:'), read('ls jotta:/'), read('ls jotta:album jotta:notes.txt')],
	cat: [read('cat jotta:notes.txt', raw), read('cat jotta:big.txt', raw), read('cat --version 1 jotta:plan.txt', raw), read('cat --offset 2 jotta:notes.txt', raw)],
	cp: [
		wish('cp up.txt jotta:', after => holds(after, 'up.txt', 'up')),
		wish('cp large.txt jotta:album', after => holds(after, 'album/large.txt', diskFiles['work/large.txt']!)),
		wish('cp tree jotta:', after => treeAt(after, 'tree')),
		wish('cp --overwrite=always up.txt jotta:notes.txt', after => holds(after, 'notes.txt', 'up')),
		wish('cp --json - jotta:piped.txt', after => holds(after, 'piped.txt', 'piped'), {stdin: 'piped'}),
		wish('cp jotta:notes.txt target', after => onDisk(after, 'work/target/notes.txt', 'notes')),
		wish('cp jotta:big.txt target', after => onDisk(after, 'work/target/big.txt', cloudFiles['big.txt']!)),
		wish('cp jotta:album target', after => albumIn(after, 'work/target/album')),
		wish('cp -q --overwrite=always jotta:notes.txt target/there.txt', after => onDisk(after, 'work/target/there.txt', 'notes')),
		wish('cp jotta:notes.txt jotta:album', after => holds(after, 'album/notes.txt', 'notes')),
		wish('cp jotta:album jotta:drawer', after => albumAt(after, 'drawer')),
		read('cp --dry-run tree jotta:'),
		read('cp --dry-run jotta:album target'),
	],
	mv: [
		wish('mv up.txt jotta:', after => holds(after, 'up.txt', 'up') && !after.disk.has('work/up.txt')),
		wish('mv tree jotta:moved', after => treeAt(after, 'moved') && !after.disk.has('work/tree/x.txt')),
		wish('mv jotta:notes.txt target', after => onDisk(after, 'work/target/notes.txt', 'notes') && isGone(after, 'notes.txt')),
		wish('mv jotta:album target', after => albumIn(after, 'work/target/album') && isGone(after, 'album')),
		wish('mv jotta:notes.txt jotta:renamed.txt', after => holds(after, 'renamed.txt', 'notes') && isGone(after, 'notes.txt')),
		wish('mv jotta:album jotta:/NAS/Music', after => after.cloud.get('/NAS/Music/album/one.txt')?.md5 === md5OfText('one') && isGone(after, 'album')),
	],
	mkdir: [wish('mkdir jotta:new/folder', ({cloud}) => cloud.get(`${home}/new/folder`)?.isTrashed === false)],
	rm: [
		wish('rm jotta:notes.txt', after => isGone(after, 'notes.txt')),
		wish('rm jotta:album', after => isGone(after, 'album')),
		wish('rm --permanent jotta:notes.txt', ({cloud}) => !cloud.has(`${home}/notes.txt`), destroys),
		wish('rm --permanent jotta:album', ({cloud}) => !cloud.has(`${home}/album`), destroys),
	],
	touch: [wish('touch --time 2020-01-01T12:00:00Z jotta:notes.txt', ({cloud}) => cloud.get(`${home}/notes.txt`)?.modified === Date.UTC(2020, 0, 1, 12))],
	'trash ls': [read('trash ls'), read('trash ls --json')],
	'trash restore': [
		wish('trash restore jotta:old.txt', after => holds(after, 'old.txt', 'old')),
		wish('trash restore jotta:drafts', after => holds(after, 'drafts/a.txt', 'draft')),
		wish('trash restore --to jotta:back.txt jotta:old.txt', after => holds(after, 'back.txt', 'old')),
	],
	'trash rm': [
		wish('trash rm jotta:old.txt', ({cloud}) => !cloud.has(`${home}/old.txt`), destroys),
		wish('trash rm jotta:drafts', ({cloud}) => !cloud.has(`${home}/drafts`), destroys),
	],
	'trash empty': [wish('trash empty --yes', isTrashEmpty, destroys)],
	versions: [
		read('versions jotta:plan.txt'),
		read('versions --json jotta:plan.txt'),
		wish('versions --restore 1 jotta:plan.txt', after => holds(after, 'plan.txt', firstPlan)),
	],
	link: [
		wish('link jotta:notes.txt', ({cloud}) => cloud.get(`${home}/notes.txt`)?.link !== undefined),
		wish('link --off jotta:plan.txt', ({cloud}) => cloud.get(`${home}/plan.txt`)?.link === undefined),
		read('link --list'),
	],
	doctor: ['--only N1 --only U17', '--only U22 --only U24', '--only N12 --only N16', '--only N2 --only U3', '--only N25', '-q --only U1 --only 22.2'].map(words => wish(`doctor ${words}`, (after, {before}) => changedInCloud(before, after).length === 0, doctorsFolder)),
};

/** Commands that speak with no service. */
export const silentCommands: Readonly<Record<string, string>> = {
	queue: 'shows and steers what is in a file', config: 'settings are a file', completion: 'prints a script', sandbox: 'is a service itself',
};
