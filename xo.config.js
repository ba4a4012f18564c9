/*
The lint rules: xo's own, imports in one direction (xo.floors.ts), and no hidden inputs (clock, randomness, environment,
home folder) below the entry.
*/
import {floorsPlugin} from './xo.floors.ts';

const hiddenInputs = [
	{object: 'Date', property: 'now', message: 'Take the clock as an argument.'},
	{object: 'Math', property: 'random', message: 'Take randomness as an argument.'},
	{object: 'process', property: 'env', message: 'Take settings as arguments; only cli.tsx and settings/environment.ts read the environment.'},
	{object: 'os', property: 'homedir', message: 'Ask settings/directories.ts.'},
];

const pastTheGate = [
	'MemberExpression[object.name="console"]',
	'CallExpression[callee.property.name=/^(write|end)$/][callee.object.name=/^(stdout|stderr)$/]',
	'CallExpression[callee.property.name=/^(write|end)$/][callee.object.property.name=/^(stdout|stderr)$/]',
].map(selector => ({selector, message: 'Print through the gate, source/cli/output.ts: a terminal acts on what comes from outside.'}));

/** @type {import('xo').FlatXoConfig} */
const config = [
	{ignores: ['dist/**', 'media/**']},
	{
		prettier: false,
		semicolon: true,
		rules: {
			'max-lines': ['error', {max: 300, skipBlankLines: false, skipComments: false}],
			'import-x/no-default-export': 'off', // tool configurations must export a default
			'unicorn/single-line-block-comment-style': 'off', // house style: one-line doc comments on fields
			'jsdoc/escape-inline-tags': 'off', // "@throws" closes a one-line doc comment
			'node-test/no-import-test-files': 'off', // tests run under vitest, which has support files beside them
			'jsdoc/require-yields': 'off', // the type says what is yielded
			'jsdoc/require-description': 'off', // a reference to protocol.md can be all there is to say
			'unicorn/prefer-minimal-ternary': 'off', // two whole calls read better than one call of fragments
			'unicorn/prefer-ternary': 'off', // two returns with a reason each read better
			'unicorn/no-nested-ternary': 'off', // a chain of conditions is a table
			'unicorn/prefer-simple-condition-first': 'off', // order carries meaning
			'unicorn/prefer-includes-over-repeated-comparisons': 'off', // hot paths allocate nothing
			'unicorn/consistent-boolean-name': 'off', // a verb may answer whether it could
			'unicorn/no-unsafe-string-replacement': 'off', // replacements here hold no dollar signs
			'regexp/no-super-linear-move': 'off', // texts are short and bounded
			'@typescript-eslint/no-restricted-types': 'off', // names on disk are Buffers in node:fs
			'unicorn/no-non-function-verb-prefix': 'off', // prepared statements are named after what they do
			'unicorn/no-duplicate-loops': 'off', // a filtered loop reads better
			'unicorn/max-nested-calls': 'off', // layers are wrapped in each other in one line
			'unicorn/prefer-continue': 'off',
			'@stylistic/no-mixed-operators': 'off', // school arithmetic
			'unicorn/operator-assignment': 'off',
			'@typescript-eslint/switch-exhaustiveness-check': ['error', {allowDefaultCaseForExhaustiveSwitch: true, considerDefaultExhaustiveForUnions: true}], // a "never" default breaks the build where a new state is not known
			'@typescript-eslint/restrict-template-expressions': ['error', {allowNumber: true, allowNever: true}],
			'unicorn/no-array-reduce': 'off', // sums
			'unicorn/no-useless-recursion': 'off', // a decision that is taken again after a surprise
			'unicorn/prefer-math-trunc': 'off', // 32-bit arithmetic
			'max-depth': ['error', 4], // a stream of batches of rows inside a try
			'capitalized-comments': 'off', // comments begin with names of things as often as with words
			'unicorn/prevent-abbreviations': 'off', // the field says args, dir, dev, env
			'unicorn/name-replacements': 'off', // same
			'no-misleading-character-class': 'off', // sets of combining and variation characters are what clean-text.ts is made of
			'unicorn/prefer-iterator-to-array': 'off', // the types of Node's own iterators lag behind
			'unicorn/no-await-expression-member': 'off', // one fact of one answer
			'unicorn/no-unreadable-object-destructuring': 'off', // a pane of two, an account of one
			'regexp/no-obscure-range': 'off', // printable ASCII
			'unicorn/no-null': 'off', // JSON and SQLite have null
			'@typescript-eslint/naming-convention': 'off', // the service's own field names stand in types
			'no-await-in-loop': 'off', // transfers and tests are ordered on purpose
			'unicorn/filename-case': ['error', {case: 'kebabCase'}],
		},
	},
	{
		files: ['source/**/*.{ts,tsx}'],
		ignores: ['source/settings/environment.ts', 'source/sandbox/**'],
		rules: {'no-restricted-properties': ['error', ...hiddenInputs]},
	},
	{
		files: ['source/**/*.{ts,tsx}', 'cli.tsx'],
		// The gates: what commands print, the screen, the sandbox's complaints, and processes whose parent reads what they say.
		ignores: ['source/cli/output.ts', 'source/cli/progress.ts', 'source/app/run.tsx', 'source/app/run-sign-in.tsx', 'source/app/terminal/take-terminal.ts', 'source/sandbox/http/complain.ts', 'source/jotta/sign-in/renewal-process.ts', 'source/transfers/engine/main.ts'],
		rules: {'no-restricted-syntax': ['error', ...pastTheGate]},
	},
	{files: ['cli.tsx'], rules: {'unicorn/no-process-exit': 'off'}}, // the one place where the program ends
	{files: ['source/**/*.{ts,tsx}', 'cli.tsx'], plugins: {house: floorsPlugin}, rules: {'house/floors': 'error'}},
];

export default config;
