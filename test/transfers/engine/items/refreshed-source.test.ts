import {describe, expect, it} from 'vitest';
import {refreshedSource} from '../../../../source/transfers/engine/items/refreshed-source.ts';
import type {Item} from '../../../../source/transfers/item.ts';
import type {Opener} from '../../../../source/transfers/open-location.ts';
import {cloud, disk} from '../../../support/engine.ts';
import {scriptedService, type ScriptedAnswer} from '../../../support/scripted-service.ts';

const md5 = 'c3fcd3d76192e4007dfb496cca67e13b';
const item: Item = {
	id: 1, job: 1, kind: 'file', direction: 'down', name: 'a', source: cloud('/a'), target: disk('/a'), facts: {source: {size: 5, md5, modified: 1000}}, size: 5, attempts: 0, state: {phase: 'waiting'},
};
const file = (inside: string) => `<file name="a"><currentRevision><number>1</number><state>COMPLETED</state>${inside}</currentRevision></file>`;

const now = async (answer: ScriptedAnswer) => {
	const {client} = scriptedService(() => answer);
	return refreshedSource(item, {opener: {client: async () => client} as unknown as Opener, signal: new AbortController().signal});
};

describe('a file of the cloud that does not give what was announced', () => {
	it.each([
		['another content', '<size>5</size><md5>0000d3d76192e4007dfb496cca67e13b</md5>', 5],
		['another size', `<size>7</size><md5>${md5}</md5>`, 7],
	])('was replaced, and is asked for anew: %s', async (_, facts, size) => {
		const renewed = await now(file(facts));

		expect(renewed).toMatchObject({id: 1, size, facts: {source: {size}}});
		expect(renewed?.facts.source).not.toHaveProperty('modified');
	});

	it.each([
		['it is still what was listed', file(`<size>5</size><md5>${md5}</md5>`)],
		['it is gone', {status: 404}],
		['it is a folder now', '<folder name="a"></folder>'],
		['its size is not known', file('<md5>0000d3d76192e4007dfb496cca67e13b</md5>')],
	])('is left as it is when %s', async (_, answer) => {
		expect(await now(answer)).toBeUndefined();
	});
});
