import {
	describe,
	expect,
	it,
	onTestFinished,
	vi,
} from 'vitest';
import {trials} from '../../../source/doctor/trials/table.ts';
import type {RunningSandbox} from '../../../source/sandbox/server.ts';
import {defaultSwitches, type Switches} from '../../../source/sandbox/state/service-switches.ts';
import {openAccount, put} from '../../support/cloud.ts';
import {examined} from '../../support/doctor/examined.ts';
import {changedInCloud, readState} from '../../support/hostile/state.ts';
import {openSandboxClient} from '../../support/sandbox/sandbox-client.ts';
import {temporaryFolder} from '../../support/temp-files.ts';

/** A value of a switch, and the lines of the report that say something else then. */
type Turned = {
	readonly to: unknown;
	readonly besides?: Partial<Switches>; // where the switch alone does nothing
	readonly names: readonly string[];
	/** What the account has, so that there is something to see. */
	readonly withThere?: 'a shared file';
	readonly ends?: string; // the sentence with which it ends early
};

/** Why nothing can be seen of it. */
type Unseen = {readonly unseen: string; readonly to?: unknown};

const turned = (to: unknown, ...names: readonly string[]): Turned => ({to, names});
const ontoTrashed = ['file', 'folder'].flatMap(kind => ['file', 'folder'].map(other => `move-${kind}-onto-trashed-${other}`));
const conflicts = ['conflict-reject', 'conflict-reject-trashed', 'conflict-reject-free', 'conflict-new-version'];
const rawCharacters = ['quote', 'asterisk', 'colon', 'less', 'greater', 'question', 'pipe'].map(name => `name-with-${name}`);
const ofPlaces = ['place-trash', 'place-latest', 'place-links', 'place-sizes', 'owners-in-latest', 'owners-in-links'];
const elsewhere = 'Something else than Jottacloud answers';
const signsIn = 'it is about signing in, and the doctor is signed in already';

/** Every switch of the sandbox: what the doctor sees of it. */
const rows: {readonly [Name in keyof Switches]: readonly Turned[] | Unseen} = {
	numericReferences: [turned(true, 'xml-references', 'xml-named-references', 'xml-odd-character')],
	cdata: [turned(true, 'xml-cdata')],
	oddCharacters: [turned('raw', 'xml-odd-character'), turned('references', 'xml-odd-character')],
	commentBehindRoot: [turned(true, 'xml-comment')],
	omitsStates: [turned(true, 'xml-state')],
	deletedAsChild: [turned(true, 'trashed-mark')],
	compresses: [turned(true, 'xml-packed')],
	errorIds: {unseen: 'the name of an error is read from its message where it has no error_id', to: false},
	nullsInJson: [turned(true, 'customer-nulls', 'upload-nulls')],
	streamStyle: [turned('implied', 'stream-folders')],
	miscounted: [turned('folders', 'stream-counts', 'stream-folded'), turned('files', 'stream-counts')],
	countsFolded: [turned(true, 'stream-folded')],
	staleText: {unseen: 'a token would have to be used twice, which ends the sign-in', to: 'Stale token'},
	cutsAtSemicolon: [turned(false, 'bare-semicolon')],
	needsSlashToMove: [turned(false, 'move-folder-without-slash')],
	statusOnTombstone: [turned(409, ...ontoTrashed)],
	movesOntoTombstones: [turned(true, ...ontoTrashed, 'trash-after-move')],
	copiesOntoTombstones: [turned(true, 'copy-onto-trashed-file', 'copy-onto-trashed-folder')],
	foldersOverTrashedFiles: [turned(true, 'folder-over-trashed-file')],
	keepsTombstones: [
		turned(true), // nothing takes the place of anything
		{...turned(true, ...ontoTrashed), besides: {movesOntoTombstones: true}}, // without trash-after-move
	],
	renamesCaseOnly: [turned(false, 'rename-file-in-case', 'rename-folder-in-case')],
	takesRawNames: [turned(true, ...rawCharacters, 'announce-raw-colon')],
	takesOctetStreamForUpload: [turned(false, 'verb-with-content-type')],
	listsLatest: [turned(true, 'place-latest')],
	listsTrash: [turned(false, 'place-trash')],
	placeSizes: [turned('told', 'place-sizes'), turned('empty', 'place-sizes'), turned('missing', 'place-sizes')],
	displayNames: [turned({Jotta: 'Ola’s cloud'}, 'display-names')],
	sharePath: [turned('bare', 'link-page'), turned('missing', 'link-page')],
	foreignUsers: [{...turned(true, 'owners-in-latest', 'owners-in-links'), withThere: 'a shared file'}],
	currentUnfinished: [turned(true, 'unfinished-document', 'resume-state')],
	hasTwoFactors: {unseen: signsIn, to: true},
	otpError: {unseen: signsIn, to: 'named'},
	anyRedirectPort: {unseen: signsIn, to: true},
	machineClients: {unseen: signsIn, to: {machine: 'secret'}},
	locks: [
		{...turned(['write'], 'locks'), ends: 'Jottacloud does not allow that'},
		{...turned(['read'], 'locks', ...ofPlaces), ends: 'Jottacloud does not allow that'},
	],
	tellsSharedFolders: [turned(true, 'link-of-folder-in-list', 'link-of-folder-among-links')],
	largestListing: {unseen: 'it would take very many files', to: 100},
	allocateStatus: [turned(201, 'announce-status')],
	nullsInAllocate: [turned(true, 'announce-nulls')],
	conflictHandler: [turned('ignored', 'conflict-reject'), turned('refused', ...conflicts)],
	needsRange: [turned(true, 'resume-without-range')],
	bareUploadErrors: [turned(true, 'upload-of-other-content', 'upload-cut')],
	needsUserAgent: [turned(true, 'user-agent')],
	redirectsTo: [
		{...turned('itself'), ends: elsewhere}, // what reads follows
		{...turned('http://127.0.0.1:9'), ends: elsewhere},
	],
	page: [
		{...turned('200', 'locks', 'display-names', ...ofPlaces, 'customer-nulls'), ends: 'not understood'},
		{...turned('403'), ends: elsewhere},
	],
};

const cases = Object.entries(rows).flatMap(([name, row]) => ('unseen' in row ? [turned(row.to)] : row).map(each => [name, each] as const));

/** Somebody has shared a file, and there is a link to it. */
async function seed(sandbox: RunningSandbox): Promise<void> {
	const other = await openSandboxClient(sandbox);
	await other.upload('/Jotta/Shared/Team/budget.txt', 'budget');
	const node = sandbox.state.tree.find(['Jotta', 'Shared', 'Team', 'budget.txt'])!;
	sandbox.state.tree.setPublicUri(node.id, '2d0c4f6a8b1e4f0d9c7a5b3e1f2d4c6b');
}

describe('the doctor', () => {
	it('has a name of its own for each question, and says of which number it is', () => {
		expect(new Set(trials.map(({name}) => name)).size).toBe(trials.length);
		expect(new Set(trials.map(({question}) => question)).size).toBe(trials.length);
		for (const {number, name} of trials) {
			expect(number, name).toMatch(/^[NU]?[\d.]+(?:, [NU]?[\d.]+)*$/v);
			expect(name).toMatch(/^[\-a-z]+$/v);
		}
	});

	it('finds all as assumed on a usual sandbox, in a folder that is gone afterwards, and destroys nothing by the wrong verb', async () => {
		const {sandbox, client} = await openAccount();
		await put(client, '/Jotta/Archive/own.txt', 'own');
		const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined);
		onTestFinished(() => {
			complaints.mockRestore();
		});
		const empty = await temporaryFolder();
		const before = readState(sandbox, empty);

		const {findings, odd, failure, left} = await examined(client);

		expect({odd, failure, left}).toEqual({odd: [], failure: undefined, left: undefined});
		expect(findings.map(({trial}) => trial)).toEqual(trials);
		expect(changedInCloud(before, readState(sandbox, empty))).toEqual([]);
		expect(complaints).not.toHaveBeenCalled();
	});

	it('has a row for each switch', () => {
		expect(Object.keys(rows)).toEqual(Object.keys(defaultSwitches));
	});

	it.each(cases)('names the lines of %s, and no others: %j', async (name, {to, besides, names, withThere, ends}) => {
		const {sandbox, client} = await openAccount();
		if (withThere !== undefined) {
			await seed(sandbox);
		}

		Object.assign(sandbox.state.switches, {...besides, [name]: to});
		const {odd, failure, findings, left} = await examined(client);

		expect(new Set(odd.map(line => line.split(':', 1)[0])), odd.join('\n')).toEqual(new Set(names));
		expect(failure?.message ?? '').toContain(ends ?? '');
		expect(failure === undefined, failure?.message).toBe(ends === undefined);
		expect(findings.length < trials.length).toBe(ends !== undefined);
		expect(left).toBeUndefined();
	});
});
