import {describe, expect, it} from 'vitest';
import type {Policy} from '../../../../source/transfers/conflicts.ts';
import {decideTarget, type TargetQuestion, type There} from '../../../../source/transfers/engine/items/decide-target.ts';
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
		expect(await decide({there: undefined})).toEqual({kind: 'free', path});
		expect(await decide({there: {...old, deletedAt: 1}})).toEqual({kind: 'free', path, tombstone: {...old, deletedAt: 1}});
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
		['rename', {kind: 'free', path: '/Jotta/Archive/a (1).txt'}],
	])('is decided about by the rule: %s', async (policy, decision) => {
		expect(await decide({policy})).toEqual(decision);
	});

	it('that is as new is not replaced by newer', async () => {
		expect(await decide({policy: 'newer', there: {...old, modified: 2999}})).toEqual({kind: 'skip'});
	});

	it('is kept beside the new one under a number that nothing has, in the trash as well', async () => {
		const others = {'/Jotta/Archive/a (1).txt': {...old, deletedAt: 1}, '/Jotta/Archive/a (2).txt': {...old, kind: 'folder'} as const};

		expect(await decide({policy: 'rename', others})).toEqual({kind: 'free', path: '/Jotta/Archive/a (3).txt'});
	});

	it('was kept beside it before, where the number has the content', async () => {
		const there = {...old, md5: 'new'};

		expect(await decide({policy: 'rename', others: {'/Jotta/Archive/a (1).txt': there}})).toEqual({kind: 'same', path: '/Jotta/Archive/a (1).txt', there});
		expect(await decide({policy: 'rename', others: {'/Jotta/Archive/a (1).txt': {...there, deletedAt: 1}}})).toEqual({kind: 'free', path: '/Jotta/Archive/a (2).txt'});
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
