import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openProgram, type Program} from '../../support/program/program.ts';
import {commandTable} from '../../../source/commands/table.ts';

/** How a command is called, and how it ends in a state that is not its fault. */
type Row = {
	readonly usual: readonly string[];
	readonly revoked: number; // the session was revoked
	readonly gone: number; // no server answers
	readonly stranger?: readonly string[]; // with an account that is none: 3
	readonly missing?: readonly string[]; // with something that is not there: 4
};

const asksTheService = {revoked: 3, gone: 1} as const;
const staysHere = {revoked: 0, gone: 0} as const;

/** FILE is a local file, FOLDER the one it is in. */
const rows: Readonly<Record<string, Row>> = {
	login: {usual: ['login', 'other'], ...asksTheService}, // its token was used by the sign-in before
	accounts: {usual: ['accounts'], ...staysHere},
	places: {
		usual: ['places'], stranger: ['places', 'nobody:'], missing: ['places', '--home', 'jotta:/Jotta/Nowhere'], ...asksTheService,
	},
	about: {usual: ['about', 'jotta:'], stranger: ['about', 'nobody'], ...asksTheService},
	ls: {
		usual: ['ls', '-R', 'jotta:'], stranger: ['ls', 'nobody:'], missing: ['ls', 'jotta:gone'], ...asksTheService,
	},
	cat: {
		usual: ['cat', 'jotta:there.txt'], stranger: ['cat', 'nobody:a'], missing: ['cat', 'jotta:gone'], ...asksTheService,
	},
	cp: {
		usual: ['cp', 'FILE', 'jotta:'], stranger: ['cp', 'nobody:a', 'FOLDER'], missing: ['cp', 'jotta:gone', 'FOLDER'], ...asksTheService,
	},
	mv: {
		usual: ['mv', 'jotta:there.txt', 'FOLDER'], stranger: ['mv', 'FILE', 'nobody:'], missing: ['mv', 'jotta:gone', 'jotta:b'], ...asksTheService,
	},
	mkdir: {
		usual: ['mkdir', 'jotta:new'], stranger: ['mkdir', 'nobody:a'], missing: ['mkdir', 'jotta:/Nowhere/x'], ...asksTheService,
	},
	rm: {
		usual: ['rm', 'jotta:there.txt'], stranger: ['rm', 'nobody:a'], missing: ['rm', 'jotta:gone'], ...asksTheService,
	},
	touch: {
		usual: ['touch', 'jotta:there.txt'], stranger: ['touch', 'nobody:a'], missing: ['touch', 'jotta:gone'], ...asksTheService,
	},
	'trash ls': {usual: ['trash', 'ls'], stranger: ['trash', 'ls', 'nobody'], ...asksTheService},
	'trash restore': {
		usual: ['trash', 'restore', 'jotta:there.txt'], stranger: ['trash', 'restore', 'nobody:a'], missing: ['trash', 'restore', 'jotta:gone'], ...asksTheService,
	},
	'trash rm': {
		usual: ['trash', 'rm', 'jotta:there.txt'], stranger: ['trash', 'rm', 'nobody:a'], missing: ['trash', 'rm', 'jotta:gone'], ...asksTheService,
	},
	'trash empty': {usual: ['trash', 'empty', '--yes'], stranger: ['trash', 'empty', '--yes', 'nobody'], ...asksTheService},
	versions: {
		usual: ['versions', 'jotta:there.txt'], stranger: ['versions', 'nobody:a'], missing: ['versions', 'jotta:gone'], ...asksTheService,
	},
	link: {
		usual: ['link', 'jotta:there.txt'], stranger: ['link', '--list', 'nobody'], missing: ['link', 'jotta:gone'], ...asksTheService,
	},
	doctor: {usual: ['doctor', '-q'], stranger: ['doctor', 'nobody'], ...asksTheService},
	queue: {usual: ['queue'], missing: ['queue', 'cancel', '77'], ...staysHere},
	config: {usual: ['config'], ...staysHere},
	completion: {usual: ['completion', 'bash'], ...staysHere},
	logout: {usual: ['logout', 'jotta'], stranger: ['logout', 'nobody'], ...staysHere}, // the last: nobody is signed in after it
};

async function openWithFile(options: Parameters<typeof openProgram>[0] = {}): Promise<Program & {readonly call: (words: readonly string[]) => ReturnType<Program['run']>}> {
	const program = await openProgram({isSignedIn: true, ...options});
	const {folder, run, ready} = program;
	await run(['cp', '-', path.join(folder, 'here.txt')], {input: 'here'});
	await run(['cp', '-', 'jotta:there.txt'], {input: 'there'});
	const real: Readonly<Record<string, string>> = {FILE: path.join(folder, 'here.txt'), FOLDER: folder};
	return {...program, call: async words => run(words.map(word => real[word] ?? word), {input: ready.loginToken})};
}

type Case = readonly [name: string, words: readonly string[], status: number];

/** A few at a time: each of them waits for a server that may not be there. */
async function callAll(cases: readonly Case[], call: (words: readonly string[]) => ReturnType<Program['run']>): Promise<void> {
	const [last, ...first] = cases.toReversed();
	for (const batch of [...chunks(first, 6), [last!]]) {
		await Promise.all(batch.map(async ([name, words, status]) => {
			const result = await call(words);
			expect(result, words.join(' ')).toMatchObject({status, err: status === 0 ? expect.any(String) as string : expect.stringMatching(/^jottafm: [^\n]+\n$/v) as string});
			expect(result.err, name).not.toMatch(/\n\s+at |undefined|\[object/v);
		}));
	}
}

function chunks<Each>(list: readonly Each[], size: number): ReadonlyArray<readonly Each[]> {
	return Array.from({length: Math.ceil(list.length / size)}, (_, index) => list.slice(index * size, (index + 1) * size));
}

const casesOf = (choose: (row: Row) => readonly [words: readonly string[] | undefined, status: number]): readonly Case[] => Object.entries(rows).flatMap(([name, row]) => {
	const [words, status] = choose(row);
	return words ? [[name, words, status] as const] : [];
});

describe('every command', () => {
	it('has a row in this table, but for the one that is a server itself', () => {
		expect(Object.keys(rows).toSorted()).toEqual(commandTable.commands.map(({name}) => name).filter(name => name !== 'sandbox').toSorted());
	});

	it('ends with 3 and one sentence when its account is none', async () => {
		const {call} = await openWithFile();

		await callAll(casesOf(({stranger}) => [stranger, 3]), call);
	});

	it('ends with 4 and one sentence when what it is about is not there', async () => {
		const {call} = await openWithFile();

		await callAll(casesOf(({missing}) => [missing, 4]), call);
	});

	it('ends with 3 when the session was revoked', async () => {
		const {call, ready} = await openWithFile({tokenTtl: 1}); // renewed by every command
		await fetch(`${ready.url}/sandbox/revoke`, {method: 'POST'});

		await callAll(casesOf(({usual, revoked}) => [usual, revoked]), call);
	});

	it('ends with 1 when no server answers', async () => {
		const {call, stop} = await openWithFile();
		await stop();

		await callAll(casesOf(({usual, gone}) => [usual, gone]), call);
	});
});
