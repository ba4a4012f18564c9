import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {makeFolder} from '../../source/jotta/changes.ts';
import type {RunningSandbox} from '../../source/sandbox/server.ts';
import type {Node} from '../../source/sandbox/state/tree.ts';
import {archive, openAccount} from '../support/cloud.ts';
import {md5Of} from '../support/sandbox/sandbox-client.ts';
import {createLiveModel, type Held} from '../support/both-profiles/model.ts';
import {
	foretell,
	operation,
	perform,
	type Operation,
	type Tombstone,
	type Trash,
} from '../support/both-profiles/operations.ts';

/*
What is known to differ in the real service and what may work after all: our calls end at the same place in both, and nothing
of what is in the trash is lost but by emptying it.
*/

const runs = 60; // with 50 operations each, more or less
const most = 100;

const contents = new Map(Array.from({length: 10}, (_, number) => `content ${number}`).map(text => [md5Of(text), text]));

/** The sandbox itself is asked: what is in the trash there, and what is alive. */
function lookInto({state: {tree, revisions}}: RunningSandbox, top: string) {
	const start = () => tree.find(top.split('/').slice(1))!;
	const contentOf = (node: Node) => contents.get(revisions.current(node.id)?.md5 ?? '');
	const walk = function * (folder: Node, above: string): Generator<{readonly node: Node; readonly path: string; readonly parent: Node}> {
		for (const node of tree.children(folder.id)) {
			yield {node, path: `${above}/${node.name}`, parent: folder};
			yield * walk(node, `${above}/${node.name}`);
		}
	};

	const kindOf = ({kind}: Node): Held['kind'] => kind === 'file' ? 'file' : 'folder';
	const tombstone = (node: Node, path: string): Tombstone => ({
		kind: kindOf(node), name: node.name, path, deleted: node.deleted!, below: [{path, content: contentOf(node)}, ...together(node, path)],
	});
	const together = (above: Node, path: string): Tombstone['below'] => [...tree.children(above.id)]
		.flatMap(child => child.deleted === above.deleted ? [{path: `${path}/${child.name}`, content: contentOf(child)}, ...together(child, `${path}/${child.name}`)] : []);
	return {
		live: () => [...walk(start(), '')].filter(({node}) => node.deleted === undefined).map(({node, path}) => `${path} ${node.kind === 'file' ? contentOf(node) : 'folder'}`).toSorted(),
		trash: (): Trash => ({
			held(path) {
				const node = tree.find([...top.split('/').slice(1), ...path.split('/').slice(1)]);
				return node?.deleted === undefined ? undefined : {kind: kindOf(node), name: node.name};
			},
			rows: [...walk(start(), '')].filter(({node, parent}) => node.deleted !== undefined && node.deleted !== parent.deleted).map(({node, path}) => tombstone(node, path)),
		}),
		trashedContents: () => [...walk(start(), '')].filter(({node}) => node.deleted !== undefined && node.kind === 'file').map(({node}) => revisions.current(node.id)!),
	};
}

const isIntoItself = ({kind, from, to}: Operation) => kind === 'move' && to.toUpperCase().startsWith(`${from.toUpperCase()}/`);

describe.each(['strict', 'lenient'] as const)('in the %s profile', profile => {
	it('2,000 random operations on live and on trashed names end where the model says', async () => {
		const {sandbox, client} = await openAccount({profile});
		const {clock, revisions} = sandbox.state;
		clock.set(1_700_000_000_000);
		let number = 0;
		let count = 0;
		await fc.assert(fc.asyncProperty(fc.array(operation.filter(each => !isIntoItself(each)), {minLength: 1, maxLength: most, size: 'max'}), async operations => {
			number += 1;
			const top = `${archive}/run ${number}`;
			await makeFolder(top, {client});
			const model = createLiveModel();
			const look = lookInto(sandbox, top);
			for (const [index, each] of operations.entries()) {
				clock.advance(1000);
				count += 1;
				const trash = look.trash();
				const before = look.trashedContents();
				const isFile = model.at(each.from)?.kind === 'file';
				const expected = foretell(each, model, trash);
				const words = `${index}: ${JSON.stringify(each)}`;

				expect({words, ended: await perform(each, top, {client, rows: trash.rows, isFile})}).toEqual({words, ended: expected});
				expect({words, live: look.live()}).toEqual({words, live: model.lines()});
				expect({words, lost: each.kind.startsWith('purge') ? [] : before.filter(({md5, size}) => !revisions.isKnown(md5, size)).map(({md5}) => contents.get(md5))}).toEqual({words, lost: []});
			}

			await perform({...operations[0]!, kind: 'purge'}, top, {client, rows: [], isFile: false});
		}), {numRuns: runs});

		expect(count).toBeGreaterThan(2000);
	});
});
