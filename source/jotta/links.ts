import {Failure} from '../failure.ts';
import type {TreeEntry} from '../files/file-system.ts';
import {encodeSegment} from './addresses.ts';
import {findEntry} from './find.ts';
import {askAbout} from './http/place-requests.ts';
import {listView} from './listing.ts';
import {displayName} from './display-name.ts';
import type {CloudOptions} from './cloud-options.ts';
import {trustIn} from './hosts.ts';
import {folderRoots, unreadableDocument} from './xml/document.ts';
import {textOf, type Element} from './xml/xml.ts';

/*
Public links (protocol.md 7.5, 11.3): whoever has one can read the file, or the folder as a zip. They neither end nor ask for a password.
*/

export type PublicLink = {
	readonly id: string; // 32 hex digits
	readonly download: string; // the content itself; of a folder a zip
	readonly page?: string; // a page of the web site, where the service names one
};

/**
Makes the public link of a file or folder, or gives the one that is there.
@throws Failure `not-found`, also for what is in the trash
@see protocol.md 7.5
*/
export async function makeLink(path: string, options: CloudOptions): Promise<PublicLink> {
	await checkAlive(path, options);
	const answer = await share(path, 'enableShare', options);
	const link = linkOf(answer, options);
	if (!link) {
		throw new Failure('service', `Jottacloud did not make a link for ${displayName(path, options.client.names)}.`, {nextStep: 'Try again in a while.'});
	}

	return link;
}

/**
Turns off the public link of a file or folder. A link that is made later has another address.
@throws Failure `not-found`; `service` when the link is still there
@see protocol.md 7.5
*/
export async function removeLink(path: string, options: CloudOptions): Promise<void> {
	const answer = await share(path, 'disableShare', options);
	if (linkOf(answer, options)) {
		throw new Failure('service', `The link of ${displayName(path, options.client.names)} is still there.`, {nextStep: 'Try again, or turn it off on the web site.'});
	}
}

/** What is shared, in the trash, too; nobody has seen whether the service tells of folders. @see protocol.md 11.3 */
export async function * listLinks(options: CloudOptions): AsyncGenerator<readonly TreeEntry[]> {
	try {
		yield * listView('Links', options);
	} catch (error) {
		if (!(error instanceof Failure) || error.code !== 'not-found') {
			throw error;
		}
		// Nothing was ever shared.
	}
}

/** The address behind a link's identifier, as listings have it. */
export function downloadAddress(id: string, {client: {hosts, user}}: CloudOptions): string {
	return `${hosts.www}/opin/io/downloadPublic/${encodeSegment(user)}/${encodeSegment(id)}`;
}

async function checkAlive(path: string, options: CloudOptions): Promise<void> {
	const entry = await findEntry(path, options);
	if (entry === undefined || entry.deletedAt !== undefined) {
		throw new Failure('not-found', `${displayName(path, options.client.names)} is ${entry ? 'in the trash' : 'not there'}.`, {nextStep: entry ? 'Restore it first.' : {kind: 'look-for-it'}});
	}
}

/**
A GET that changes something: never sent before somebody asks for it. Both may be repeated. What a folder is answered with is not
known (protocol.md U16), so any document of a place is taken.
@throws Failure `corrupt` when the answer is none
*/
async function share(path: string, mode: 'enableShare' | 'disableShare', options: CloudOptions): Promise<Element> {
	const {root = '', element = {}} = await askAbout(path, {...options, query: `?mode=${mode}`}) ?? {};
	if (![...folderRoots, 'file', 'enableSharing'].includes(root)) {
		throw unreadableDocument(path, options.client.names);
	}

	return element;
}

function linkOf(element: Element, options: CloudOptions): PublicLink | undefined {
	const id = textOf(element, 'publicURI');
	if (id === undefined) {
		return undefined;
	}

	const {hosts: {www}, account: {server}} = options.client;
	const shared = textOf(element, 'publicSharePath');
	const page = shared === undefined || !URL.canParse(shared, `${www}/`) ? undefined : new URL(shared, `${www}/`).href;
	return {
		id,
		download: downloadAddress(id, options),
		...(page !== undefined && trustIn(page, server) !== 'nothing' && {page}),
	};
}
