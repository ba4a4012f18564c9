import {
	noSuchFile,
	noSuchPath,
	packetTooLarge,
	jottaError,
} from '../http/errors.ts';
import {parentPathOf, type SandboxState} from '../state/state.ts';
import {isAccountLocked, type Switches} from '../state/service-switches.ts';
import {root, type Node} from '../state/tree.ts';
import {
	declaration,
	element,
	escapeXml,
	sandboxTime,
	nameElement,
	rootAttributes,
} from '../http/xml-text.ts';
import {
	fileDocument,
	fileRow,
	folderRow,
	pathElements,
	type RowFacts,
} from './xml.ts';

/*
GET without a mode: the documents of protocol.md 5, written piece by piece so that a folder of any size streams.
*/

/** The node at an address below the user; a missing one is refused in the words of its kind (protocol.md 14.3). */
export function findNode(state: SandboxState, segments: readonly string[]): Node {
	const node = state.tree.find(segments);
	if (node) {
		return node;
	}

	const path = `/${[state.person.username, ...segments].join('/')}`;
	if (segments.length === 1) {
		throw jottaError(404, 'NoSuchDeviceException', `Device ${path}`);
	}

	if (segments.length === 2) {
		throw jottaError(404, 'NoSuchMountPointException');
	}

	throw state.tree.find(segments.slice(0, -1)) ? noSuchFile(path) : noSuchPath(path);
}

/** The document of whatever is at an address. */
export function * readDocument(state: SandboxState, segments: readonly string[]): Generator<string> {
	if (segments.length === 0) {
		yield userDocument(state);
		return;
	}

	const node = findNode(state, segments);
	switch (node.kind) {
		case 'device': {
			yield deviceDocument(state, node);
			break;
		}

		case 'mountpoint':
		case 'folder': {
			yield * folderDocument(state, node);
			break;
		}

		case 'file': {
			yield fileXml(state, node);
			break;
		}
	}
}

export function userDocument({tree, revisions, clock, person, limits: {capacity}, database, switches}: SandboxState): string {
	const usage = revisions.totalSize();
	const isFull = capacity >= 0 && usage >= capacity;
	const devices = [...tree.children(root)].map(device => `<device>\n${deviceFields(device, sizeBelow(database, device.id), switches)}</device>\n`).join('');
	return `${declaration}<user ${rootAttributes(clock.now())}>\n${element('username', person.username)}${element('account-type', capacity < 0 ? 'unlimited' : 'free')}${element('locked', switches.locks.includes('locked'))}${element('capacity', capacity)}<max-devices>-1</max-devices>\n<max-mobile-devices>-1</max-mobile-devices>\n${element('usage', usage)}${element('read-locked', isAccountLocked(switches, 'read'))}${element('write-locked', isAccountLocked(switches, 'write'))}${element('quota-write-locked', isFull)}<enable-sync>true</enable-sync>\n<enable-foldershare>true</enable-foldershare>\n<devices>\n${devices}</devices>\n</user>\n`;
}

type Below = {readonly size: number; readonly modified?: number};

function deviceFields(device: Node, {size, modified}: Below, {displayNames}: Pick<Switches, 'displayNames'>): string {
	return `${nameElement('name', device.name)}${nameElement('display_name', displayNames[device.name] ?? device.name)}${element('type', device.type ?? 'WORKSTATION')}${element('sid', device.uuid)}${element('size', size)}${element('modified', sandboxTime(modified))}`;
}

export function deviceDocument(state: SandboxState, device: Node, {withMountpoints = true} = {}): string {
	const {tree, clock, person, database, switches} = state;
	const mountpoints = [...tree.children(device.id)];
	const isJotta = device.type === 'JOTTA';
	const rows = mountpoints.map((mountpoint, index) => {
		const {size, modified} = sizeBelow(database, mountpoint.id);
		const deleted = mountpoint.deleted === undefined ? '' : element('deleted', sandboxTime(mountpoint.deleted)) + nameElement('abspath', parentPathOf(state, mountpoint));
		return `<mountPoint>\n${nameElement('name', mountpoint.name)}${deleted}${isJotta ? sizeElement(size, index, switches) : element('size', size)}${element('modified', sandboxTime(modified))}</mountPoint>\n`;
	});
	if (switches.listsTrash && isJotta) {
		rows.push(`<mountPoint>\n${nameElement('name', 'Trash')}</mountPoint>\n`);
	}

	if (switches.listsLatest && isJotta) {
		rows.push(`<mountPoint>\n${nameElement('name', 'Latest')}<size>0</size>\n<modified></modified>\n</mountPoint>\n`);
	}

	const list = withMountpoints ? `<mountPoints>\n${rows.join('')}</mountPoints>\n<metadata first="" max="" total="${rows.length}" num_mountpoints="${rows.length}"/>\n` : '';
	return `${declaration}<device ${rootAttributes(clock.now())}>\n${deviceFields(device, sizeBelow(database, device.id), switches)}${element('user', person.username)}${list}</device>\n`;
}

/** Sizes of Jotta's mountpoints can be empty, or missing (N1). */
function sizeElement(size: number, index: number, {placeSizes}: Pick<Switches, 'placeSizes'>): string {
	const how = placeSizes === 'mixed' ? (['empty', 'missing'] as const)[index % 2]! : placeSizes;
	return how === 'told' ? element('size', size) : (how === 'empty' ? '<size></size>\n' : '');
}

/** Sizes of current revisions, live and trashed; the newest change below (protocol.md E32). */
function sizeBelow(database: SandboxState['database'], id: number): Below {
	const row = database.prepare(`
		WITH RECURSIVE below (id) AS (VALUES (?) UNION ALL SELECT nodes.id FROM nodes JOIN below ON nodes.parent = below.id)
		SELECT coalesce(sum(size), 0) AS size, max(updated) AS modified FROM below CROSS JOIN revisions ON node = below.id -- in this order
		WHERE state = 'COMPLETED' AND number = (SELECT max(number) FROM revisions AS newest WHERE newest.node = revisions.node AND newest.state = 'COMPLETED')
	`).get(id);
	const modified = row?.modified;
	return {size: Number(row?.size ?? 0), ...(typeof modified === 'number' && {modified})};
}

/** The head of a folder's or mountpoint's document; commands answer with it alone. */
function folderHead(state: SandboxState, folder: Node): string {
	const {clock, person, tree, database} = state;
	if (folder.kind !== 'mountpoint') {
		const deleted = folder.deleted === undefined ? '' : ` deleted="${sandboxTime(folder.deleted)}"`;
		return `${declaration}<folder name="${escapeXml(folder.name)}"${deleted} ${rootAttributes(clock.now())}>\n${pathElements(parentPathOf(state, folder))}${linkOf(state, folder)}`;
	}

	const {size, modified} = sizeBelow(database, folder.id);
	const device = tree.byId(folder.parent);
	return `${declaration}<mountPoint ${rootAttributes(clock.now())}>\n${nameElement('name', folder.name)}${pathElements(parentPathOf(state, folder))}${element('size', size)}${element('modified', sandboxTime(modified))}${element('device', device?.name ?? '')}${element('user', person.username)}`;
}

export function folderAnswer(state: SandboxState, folder: Node): string {
	return `${folderHead(state, folder)}</${folder.kind === 'mountpoint' ? 'mountPoint' : 'folder'}>\n`;
}

/** Tombstones and unfinished files are listed and counted; empty lists are left out (protocol.md E22). */
function * folderDocument(state: SandboxState, folder: Node): Generator<string> {
	const {tree, person, switches} = state;
	const here = `/${person.username}${tree.pathOf(folder)}`;
	checkListable(state, folder);
	yield folderHead(state, folder);
	const count = {folders: 0, files: 0};
	for (const child of tree.children(folder.id)) {
		if (child.kind === 'file') {
			yield `${count.files === 0 ? `${count.folders === 0 ? '' : '</folders>\n'}<files>\n` : ''}${fileRow(child, rowFacts(state, child), here)}`;
			count.files += 1;
		} else {
			yield `${count.folders === 0 ? '<folders>\n' : ''}${folderRow(child, here, {link: switches.tellsSharedFolders ? linkOf(state, child) : ''})}`;
			count.folders += 1;
		}
	}

	const close = count.files > 0 ? '</files>\n' : (count.folders > 0 ? '</folders>\n' : '');
	yield `${close}<metadata first="" max="" total="${count.folders + count.files}" num_folders="${count.folders}" num_files="${count.files}"/>\n</${folder.kind === 'mountpoint' ? 'mountPoint' : 'folder'}>\n`;
}

/** A folder with very many files of its own fails (protocol.md 5.4). */
function checkListable({database, switches}: SandboxState, folder: Node): void {
	const limit = switches.largestListing;
	if (limit !== Infinity && Number(database.prepare('SELECT count(*) AS files FROM nodes WHERE parent = ? AND kind = \'file\'').get(folder.id)?.files) > limit) {
		throw packetTooLarge();
	}
}

/** What the row and the document of a file say of its content and its link. */
export function rowFacts(state: SandboxState, file: Node): RowFacts {
	const {revisions, switches} = state;
	const [current, latest] = [revisions.current(file.id), revisions.latest(file.id)];
	const link = linkOf(state, file);
	return current === undefined && switches.currentUnfinished ? {current: latest, link} : {current, latest, link};
}

/** The elements of a public link (protocol.md 7.5); its page has three characters that are the same for all links of one person (N2). */
export function linkOf({person: {username}, switches: {sharePath}}: SandboxState, {publicUri}: Node): string {
	if (publicUri === undefined) {
		return '';
	}

	const page = sharePath === 'missing' ? '' : element('publicSharePath', `/s/${sharePath === 'bare' ? '' : username.slice(0, 3)}${publicUri}`);
	return element('publicURI', publicUri) + page;
}

export function fileXml(state: SandboxState, file: Node): string {
	const {revisions, content, clock} = state;
	const shown = rowFacts(state, file);
	const older = revisions.of(file.id).filter(revision => revision.id !== shown.current?.id && revision.id !== shown.latest?.id);
	return fileDocument(file, shown, {
		parentPath: parentPathOf(state, file),
		older,
		now: clock.now(),
		received: shown.latest?.upload === undefined ? 0 : content.received(shown.latest.upload),
	});
}
