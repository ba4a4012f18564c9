import {Readable} from 'node:stream';
import {streamBody} from '../http/answers.ts';
import {noSuchPath} from '../http/errors.ts';
import type {Exchange} from '../state/exchange.ts';
import type {SandboxState} from '../state/state.ts';
import type {Node} from '../state/tree.ts';
import {download} from './read-modes.ts';
import {zip, type ZipEntry} from './zip.ts';

/** Answers whoever has a public link: with the file, or with the folder as a zip (protocol.md 7.5, E43). */
export async function routePublic({state, request: {headers}, response, path, lines}: Exchange): Promise<void> {
	const [user, uri = ''] = path.slice('/opin/io/downloadPublic/'.length).split('/', 2);
	const node = state.tree.select('SELECT * FROM nodes WHERE public_uri = ?', uri)[0];
	if (user !== state.person.username || !node) {
		throw noSuchPath(path);
	}

	if (node.kind === 'file') {
		const {status, headers: head, body} = download(state, node, {query: new URLSearchParams(), headers});
		response.writeHead(status, head);
		await streamBody(response, lines.down(body));
		return;
	}

	response.writeHead(200, {'content-type': 'application/zip', 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(node.name)}.zip`});
	await streamBody(response, lines.down(zip(entriesBelow(state, node, `${node.name}/`))));
}

/** Live, completed files, and the folders that they are in. */
function * entriesBelow(state: SandboxState, folder: Node, path: string): Generator<ZipEntry> {
	yield {
		path, modified: state.clock.now(), size: 0, read: () => Readable.from([]),
	};
	for (const child of [...state.tree.children(folder.id)].filter(each => each.deleted === undefined)) {
		const current = child.kind === 'file' ? state.revisions.current(child.id) : undefined;
		if (child.kind !== 'file') {
			yield * entriesBelow(state, child, `${path}${child.name}/`);
		} else if (current) {
			const {modified, size, md5} = current;
			yield {
				path: path + child.name, modified, size, read: () => size === 0 ? Readable.from([]) : state.content.read(md5),
			};
		}
	}
}
