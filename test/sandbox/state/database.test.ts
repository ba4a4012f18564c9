import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import process from 'node:process';
import {buffer} from 'node:stream/consumers';
import {describe, expect, it} from 'vitest';
import {createRandom} from '../../../source/sandbox/faults/random.ts';
import type {Revision} from '../../../source/sandbox/state/revisions.ts';
import {openState, type SandboxState} from '../../../source/sandbox/state/state.ts';
import {programFile} from '../../support/program/program.ts';
import {temporaryFolder} from '../../support/temp-files.ts';
import {md5Of, signInBy, type SandboxClient} from '../../support/sandbox/sandbox-client.ts';

/** What the service has said yes to, by path: content, or undefined for what was destroyed. */
type Promised = Map<string, string | undefined>;

const workers = 4;

/** A sandbox that is killed with `kill -9` while requests are under way, after so many answers. */
async function workUntilKilled(directory: string, {answers, promised, random}: {readonly answers: number; readonly promised: Promised; readonly random: () => number}): Promise<void> {
	const server = spawn(process.execPath, [programFile, 'sandbox', '--port', '0', '--dir', directory, '--until-stdin-ends'], {stdio: ['pipe', 'pipe', 'inherit']});
	const [line] = await once(createInterface({input: server.stdout}), 'line') as [string];
	const {url, loginToken} = JSON.parse(line) as {url: string; loginToken: string};
	const client = await signInBy(url, loginToken);
	const ended = once(server, 'exit');
	let left = answers;
	const work = async (worker: number) => {
		while (left > 0) {
			await oneStep(client, {path: `/Jotta/Archive/worker ${worker}/file ${Math.floor(random() * 30)}`, promised, random});
			left -= 1;
			if (left === 0) {
				server.kill('SIGKILL');
			}
		}
	};

	await Promise.allSettled(Array.from({length: workers}, async (_, worker) => work(worker)));
	server.kill('SIGKILL');
	await ended;
}

/** Each worker has its own names, so that what was promised last is what must be there. */
async function oneStep(client: SandboxClient, {path, promised, random}: {readonly path: string; readonly promised: Promised; readonly random: () => number}): Promise<void> {
	const before = promised.get(path);
	promised.delete(path); // until there is an answer either may be
	if (before !== undefined && random() < 0.3) {
		const {status} = await client.post(`${path}?rm=true`);
		if (status === 200) {
			promised.set(path, undefined);
		}

		return;
	}

	const content = `content ${Math.floor(random() * 100)} `.repeat(1 + Math.floor(random() * 2000));
	if (await client.upload(path, content) === 200) {
		promised.set(path, content);
	}
}

/** Every complete version of every file below a folder. */
function storedBelow(state: SandboxState, folder: number): readonly Revision[] {
	return [...state.tree.children(folder)].flatMap(({id, kind}) => kind === 'file' ? state.revisions.of(id).filter(revision => revision.state === 'COMPLETED') : storedBelow(state, id));
}

describe('a sandbox that is killed with kill -9', () => {
	it('opens again with every upload that it has answered, and with the bytes of all that it lists', async () => {
		const directory = await temporaryFolder();
		const random = createRandom(11);
		const promised: Promised = new Map();
		for (let round = 0; round < 6; round += 1) {
			await workUntilKilled(directory, {answers: 20 + Math.floor(random() * 60), promised, random});
			const state = openState({directory});
			const wrong: string[] = [];
			for (const [path, content] of promised) {
				const node = state.tree.find(path.split('/').slice(1));
				const md5 = node && state.revisions.current(node.id)?.md5;
				if (md5 !== (content === undefined ? undefined : md5Of(content))) {
					wrong.push(`${path}: ${md5}`);
				}
			}

			for (const {md5, size} of storedBelow(state, state.tree.find(['Jotta', 'Archive'])!.id)) {
				const bytes = await buffer(state.content.read(md5)).catch(() => undefined);
				if (bytes?.length !== size || md5Of(String(bytes)) !== md5) {
					wrong.push(`content ${md5}`);
				}
			}

			expect(wrong, `round ${round}`).toEqual([]);
			expect(promised.size).toBeGreaterThan(10);
			state.database.close();
		}
	});
});
