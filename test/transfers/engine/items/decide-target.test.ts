import {describe, expect, it} from 'vitest';
import {
	decideTarget,
	policyOf,
	type Policy,
	type TargetQuestion,
	type There,
} from '../../../../source/transfers/engine/items/decide-target.ts';
import type {Decision} from '../../../../source/transfers/item.ts';
import {cloud} from '../../../support/engine.ts';

const source = {size: 3, modified: 2000, md5: 'new'};
const old: There = {
	kind: 'file', size: 3, modified: 1000, md5: 'old',
};
const path = '/Jotta/Archive/a.txt';

const decide = async (question: Partial<TargetQuestion> & {readonly others?: Readonly<Record<string, There>>}) => decideTarget({
	item: {kind: 'file', target: cloud('/a.txt'), facts: {source}}, source, there: old, policy: 'ask', find: async at => question.others?.[at], isSame: ({md5}) => md5 === source.md5, ...question,
});

describe('a target', () => {
	it('that is free gets the file, and one in the trash is told of', async () => {
		expect(await decide({there: undefined})).toEqual({kind: 'send', path});
		expect(await decide({there: {...old, deletedAt: 1}})).toEqual({kind: 'send', path, tombstone: {...old, deletedAt: 1}});
	});

	it('that has the content is left as it is, whatever the rule', async () => {
		const there = {...old, md5: 'new'};

		expect(await decide({there, policy: 'always'})).toEqual({kind: 'same', path, there});
	});

	it.each<[Policy, object]>([
		['always', {kind: 'replace', path, seen: old}],
		['differing', {kind: 'replace', path, seen: old}],
		['newer', {kind: 'replace', path, seen: old}],
		['never', {kind: 'skip'}],
		['ask', {kind: 'ask', conflict: {source, target: old}}],
		['rename', {kind: 'keep-both', path: '/Jotta/Archive/a (1).txt'}],
	])('is decided about by the rule: %s', async (policy, decision) => {
		expect(await decide({policy})).toEqual(decision);
	});

	it('that is as new is not replaced by newer', async () => {
		expect(await decide({policy: 'newer', there: {...old, modified: 2999}})).toEqual({kind: 'skip'});
	});

	it('is kept beside the new one under a number that nothing has, in the trash as well', async () => {
		const others = {'/Jotta/Archive/a (1).txt': {...old, deletedAt: 1}, '/Jotta/Archive/a (2).txt': {...old, kind: 'folder'} as const};

		expect(await decide({policy: 'rename', others})).toEqual({kind: 'keep-both', path: '/Jotta/Archive/a (3).txt'});
	});

	it('was kept beside it before, where the number has the content', async () => {
		const there = {...old, md5: 'new'};

		expect(await decide({policy: 'rename', others: {'/Jotta/Archive/a (1).txt': there}})).toEqual({kind: 'gone-on-with', path: '/Jotta/Archive/a (1).txt', there});
		expect(await decide({policy: 'rename', others: {'/Jotta/Archive/a (1).txt': {...there, deletedAt: 1}}})).toEqual({kind: 'keep-both', path: '/Jotta/Archive/a (2).txt'});
	});

	it.each([
		['a folder where a file is to go', {...old, kind: 'folder'}, 'file', 'A folder of the name a.txt is in the way.'],
		['something else where a file is to go', {...old, kind: 'other'}, 'file', `Something that is not a file is in the way: ${path}`],
		['anything where a folder is to go', old, 'folder', 'There is something of the name a.txt already.'],
	] as const)('that is %s is in the way', async (_, there, kind, message) => {
		await expect(decide({there, item: {kind, target: cloud('/a.txt'), facts: {source}}, policy: 'always'})).rejects.toMatchObject({code: 'already-exists', message});
	});

	it('that is no longer there is asked about by who stands on it', async () => {
		expect(await decide({
			there: undefined, item: {
				kind: 'file', target: cloud('/a.txt'), decision: 'overwrite', facts: {source, agreed: {size: 3, md5: 'old'}},
			},
		})).toEqual({kind: 'ask', conflict: {source, target: {}}});
	});
});

describe('what a job says about a name that is taken', () => {
	it('is looked at by content instead of time only where newer files are to win', () => {
		expect(policyOf({overwrite: 'newer', checksum: true})).toBe('differing');
		expect(policyOf({overwrite: 'newer', checksum: false})).toBe('newer');
		expect((['ask', 'always', 'never', 'rename'] as const).map(overwrite => policyOf({overwrite, checksum: true}))).toEqual(['ask', 'always', 'never', 'rename']);
	});
});

describe('a target of another content', () => {
	const target: There = {
		kind: 'file', size: 1, modified: 5000, md5: 'old',
	};
	const about = async (policy: Policy, modified?: number, {decision, agreed}: {readonly decision?: Decision; readonly agreed?: There | undefined} = {}) => {
		const {kind} = await decide({
			policy, there: target, source: {size: 2, ...(modified !== undefined && {modified})}, isSame: () => false,
			item: {
				kind: 'file', target: cloud('/a.txt'), facts: {source, ...(agreed && {agreed})}, ...(decision !== undefined && {decision}),
			},
		});
		return kind;
	};

	it.each([
		[4000, 'skip'],
		[5999, 'skip'], // the service keeps whole seconds
		[6000, 'replace'],
		[undefined, 'skip'],
	] as const)('is replaced where newer ones win only if the file is: of %s', async (modified, kind) => {
		expect(await about('newer', modified)).toBe(kind);
	});

	it.each([
		['overwrite', 'replace'],
		['skip', 'skip'],
		['keep-both', 'keep-both'],
		['newer', 'replace'],
	] as const)('is treated as a person has decided, whatever the job says: %s', async (decision, kind) => {
		expect(await about('ask', 9000, {decision})).toBe(kind);
	});

	it.each([
		['what was agreed to', target, 'replace'],
		['there, and nothing was agreed to', undefined, 'replace'],
		['another one than was agreed to', {...target, md5: 'other'}, 'ask'],
	] as const)('is replaced, or asked about, when it is %s', async (_, agreed, kind) => {
		expect(await about('ask', undefined, {decision: 'overwrite', agreed})).toBe(kind);
	});
});
