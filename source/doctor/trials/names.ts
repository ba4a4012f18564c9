import type {Bench} from '../bench/bench.ts';
import {isDone, outcome, whenDone} from '../bench/reply.ts';
import type {Trial} from '../bench/trial.ts';

const making = {mkDir: 'true'};
const badName = 'refused (400 InvalidArgumentException)';

/** Makes a folder, and says whether it is listed under that very name. */
async function kept(bench: Bench, name: string): Promise<string> {
	return whenDone(await bench.command(name, making), async () => {
		const names = (await bench.rows()).map(row => row.name);
		return names.includes(name) ? 'taken as it is' : (names.length === 0 ? 'answered as done, and not there' : 'taken, and changed');
	});
}

/** Of two names, whether the service takes them for one. */
async function asOne(bench: Bench, [one, other]: readonly [string, string]): Promise<string> {
	await bench.makeFolder(one);
	return whenDone(await bench.command(other, making), async () => (await bench.rows()).length === 1 ? 'one' : 'two');
}

const refused: Readonly<Record<string, readonly [text: string, words: string, number: string]>> = {
	quote: ['"', 'a double quote', 'N18, U12'],
	asterisk: ['*', 'an asterisk', 'N18, U12'],
	colon: [':', 'a colon', 'N18, U12'],
	less: ['<', 'a less-than sign', 'N18, U12'],
	greater: ['>', 'a greater-than sign', 'N18, U12'],
	question: ['?', 'a question mark', 'N18, U12'],
	pipe: ['|', 'a vertical bar', 'N18, U12'],
	tab: ['\t', 'a tab', 'U12'],
	'line-feed': ['\n', 'a line feed', 'U12'],
	delete: ['\u{7F}', 'U+007F', 'U12'],
	'no-break': ['\u{FEFF}', 'U+FEFF', 'N19'],
};

const taken: Readonly<Record<string, readonly [name: string, words: string, number: string]>> = {
	punctuation: ['a!#$&\'()+,-=@[]^_`{}~b', 'the rest of the punctuation', '16.1'],
	semicolon: ['a;b', 'a semicolon', 'N26'],
	backslash: [String.raw`a\b`, 'a backslash', '16.1'],
	'leading-space': [' a', 'a space in front', 'U13'],
	'trailing-space': ['a ', 'a space at the end', 'U13'],
	'trailing-dot': ['a.', 'a dot at the end', 'U13'],
	'leading-dot': ['.a', 'a dot in front', 'U13'],
	'full-width': ['a：b％c', 'full-width letters', '16.2, N19'],
	emoji: ['a😀b', 'an emoji', '16.1'],
	'control-pictures': ['a␉‛b', 'a picture of a control character', '16.2'],
	longest: ['x'.repeat(255), '255 letters', 'U12'],
	'longest-in-bytes': ['å'.repeat(255), '255 letters of two bytes each', 'U12'],
};

const alike: Readonly<Record<string, readonly [names: readonly [string, string], words: string, assumed: string, number: string]>> = {
	'normal-form': [['\u{E9}', 'e\u{301}'], 'whose Unicode form differs', 'two', 'U12'],
	accent: [['a', 'å'], 'with and without an accent', 'two', 'U12'],
	'case-beyond-ascii': [['å', 'Å'], 'that differ in the case of a letter beyond ASCII', 'one', '16.1'],
	'sharp-s': [['ß', 'SS'], 'with ß and SS', 'one', 'U12'],
	'trailing-space-alike': [['a', 'a '], 'with and without a space at the end', 'two', 'U13'],
};

export const nameTrials: readonly Trial[] = [
	...Object.entries(refused).map(([name, [character, words, number]]): Trial => ({
		number, name: `name-with-${name}`, question: `a folder’s name with ${words}`, assumed: badName, see: async bench => kept(bench, `a${character}b`),
	})),
	{
		number: '2.1',
		name: 'name-with-percent',
		question: 'a folder’s name with a percent sign',
		assumed: 'refused (400)',
		see: async bench => kept(bench, '50% off'),
	},
	...Object.entries(taken).map(([name, [whole, words, number]]): Trial => ({
		number, name: `name-with-${name}`, question: `a folder’s name with ${words}`, assumed: 'taken as it is', see: async bench => kept(bench, whole),
	})),
	{
		number: 'U12',
		name: 'name-too-long',
		question: 'a folder’s name with 256 letters',
		assumed: badName,
		see: async bench => kept(bench, 'x'.repeat(256)),
	},
	{
		number: 'U12',
		name: 'name-too-long-in-units',
		question: 'a folder’s name with 128 emoji, each of two UTF-16 units',
		assumed: badName,
		see: async bench => kept(bench, '😀'.repeat(128)),
	},
	...Object.entries(alike).map(([name, [names, words, assumed, number]]): Trial => ({
		number, name: `names-${name}`, question: `two names ${words}: one or two`, assumed, see: async bench => asOne(bench, names),
	})),
	{
		number: 'U12',
		name: 'announce-raw-colon',
		question: 'a file is announced whose name has a raw colon',
		assumed: badName,
		see: async bench => outcome(await bench.announce('a:b', bench.content())),
	},
	{
		number: 'N26',
		name: 'bare-semicolon',
		question: 'a folder with a semicolon in its name is asked for with a bare one',
		assumed: 'refused (404 NoSuchFileException)',
		async see(bench) {
			await bench.makeFolder('a;b');
			return outcome(await bench.readRaw('a;b'));
		},
	},
	{
		number: '2.1',
		name: 'bare-plus',
		question: 'for what a bare plus sign in an address stands',
		assumed: 'a space',
		async see(bench) {
			await bench.makeFolder('a b');
			return isDone(await bench.readRaw('a+b')) ? 'a space' : 'something else';
		},
	},
];
