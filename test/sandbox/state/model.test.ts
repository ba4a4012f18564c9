import {describe, expect, it} from 'vitest';
import {createRandom} from '../../../source/sandbox/faults/random.ts';
import type {RunningSandbox} from '../../../source/sandbox/server.ts';
import type {Node} from '../../../source/sandbox/state/tree.ts';
import {startTestSandbox} from '../../support/sandbox.ts';
import {createModel, type Model} from '../../support/sandbox/model.ts';
import {md5Of, openSandboxClient, type SandboxClient} from '../../support/sandbox/sandbox-client.ts';

const archive = '/Jotta/Archive';

type Step = {readonly words: string; readonly model: (model: Model) => number; readonly service: (client: SandboxClient) => Promise<number>};

/** One random step of all the kinds there are, over few names, so that they meet. */
function createSteps(random: () => number, now: () => number): () => Step {
	const pick = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)]!;
	const path = () => Array.from({length: 1 + Math.floor(random() * random() * 3)}, () => `/${pick(['a', 'b', 'c'])}`).join('');
	const content = () => `content ${Math.floor(random() * 12)}`;
	const verb = async (client: SandboxClient, at: string, query: string, headers = {}) => (await client.post(`${archive}${at}${query}`, headers)).status;
	const target = ({user}: SandboxClient, to: string) => encodeURIComponent(`/${user}${archive}${to}`);

	return () => {
		const [from, to, text] = [path(), path(), content()];
		const kinds: Record<string, Omit<Step, 'words'>> = {
			mkDir: {model: model => model.mkDir(from), service: async client => verb(client, from, '?mkDir=true')},
			upload: {model: model => model.upload(from, text), service: async client => client.upload(archive + from, text)},
			uploadAgain: {model: model => model.upload(to, text), service: async client => client.upload(archive + to, text)},
			trashFile: {
				model: model => model.items.get(from)?.kind === 'folder' ? 0 : model.trash(from, now()), // never sent to a folder: that would destroy it
				service: async client => verb(client, from, '?dl=true'),
			},
			trashFolder: {model: model => model.trashFolder(from, now()), service: async client => verb(client, from, '?dlDir=true')},
			remove: {model: model => model.remove(from), service: async client => verb(client, from, '?rm=true')},
			removeFolder: {model: model => model.removeFolder(from), service: async client => verb(client, from, '?rmDir=true')},
			moveFile: {model: model => model.move(from, to, 'file'), service: async client => verb(client, from, `?mv=${target(client, to)}`)},
			moveFolder: {model: model => model.move(from, to, 'folder'), service: async client => verb(client, `${from}/`, `?mvDir=${target(client, to)}`)},
			copy: {model: model => model.copy(from, to), service: async client => verb(client, from, `?cp=${target(client, to)}`)},
			byHash: {model: model => model.byHash(from, text), service: async client => verb(client, from, '?cphash=true', {JSize: String(text.length), JMd5: md5Of(text)})},
			emptyTrash: {model: model => random() < 0.2 ? model.emptyTrash() : 0, service: async client => (await client.api('/files/v1/purge_trash')).status},
		};
		const kind = pick(Object.keys(kinds));
		return {words: `${kind} ${from} ${to} ${text}`, ...kinds[kind]!};
	};
}

/** What there is below Archive, in the sandbox's own words, one line an item. */
function linesOfSandbox({state: {tree, revisions}}: RunningSandbox): readonly string[] {
	const lines: string[] = [];
	const visit = (node: Node, path: string) => {
		for (const child of tree.children(node.id)) {
			const here = `${path}/${child.name}`;
			const versions = child.kind === 'file' ? revisions.of(child.id).map(({md5, number}) => `${number}:${md5}`).join(' ') : '';
			lines.push(`${here} ${child.kind} ${child.deleted ?? 'live'} ${versions}`);
			visit(child, here);
		}
	};

	visit(tree.find(['Jotta', 'Archive'])!, '');
	return lines.toSorted();
}

function linesOfModel({items}: Model): readonly string[] {
	return [...items].map(([path, item]) => {
		const versions = item.kind === 'file' ? item.versions.map(({content, number}) => `${number}:${md5Of(content)}`).join(' ') : '';
		return `${path} ${item.kind} ${item.deleted ?? 'live'} ${versions}`;
	}).toSorted();
}

describe('the sandbox against a model of it', () => {
	it('has the same tree after each of 2,000 random operations', async () => {
		const sandbox = await startTestSandbox();
		const client = await openSandboxClient(sandbox);
		const {clock} = sandbox.state;
		clock.set(1_700_000_000_000);
		const model = createModel();
		const nextStep = createSteps(createRandom(1), clock.now);
		const done: string[] = [];

		for (let count = 0; count < 2000; count += 1) {
			clock.advance(1000);
			const {words, model: expected, service} = nextStep();
			const status = expected(model);
			done.push(words);
			if (status !== 0) {
				expect({words, status: await service(client)}, done.slice(-5).join('\n')).toEqual({words, status});
			}

			expect(linesOfSandbox(sandbox), done.slice(-5).join('\n')).toEqual(linesOfModel(model));
		}
	});
});
