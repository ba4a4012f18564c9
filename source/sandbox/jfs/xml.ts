import {
	escapeXml,
	declaration,
	sandboxTime,
	rootAttributes,
	element,
	nameElement,
} from '../http/xml-text.ts';
import type {Node} from '../state/tree.ts';
import type {Revision} from '../state/revisions.ts';

/*
The documents of JFS, written the way they were captured (protocol.md 2.5, 5).
*/

/** Both elements hold the parent's path (protocol.md 2.5), except in views of what is somebody else's (N10). */
export function pathElements(parentPath: string, absolute = parentPath): string {
	return nameElement('path', parentPath) + nameElement('abspath', absolute);
}

const deletedAttribute = ({deleted}: Node) => deleted === undefined ? '' : ` deleted="${sandboxTime(deleted)}"`;

export const folderOpening = (folder: Node) => `<folder name="${escapeXml(folder.name)}"${deletedAttribute(folder)}`;

/** A child folder in a listing; a tombstone says where it was. */
export function folderRow(folder: Node, parentPath: string, {context = '', paths = '', link = ''} = {}): string {
	const facts = (paths === '' && folder.deleted !== undefined ? nameElement('abspath', parentPath) : paths) + link;
	return `${folderOpening(folder)}${context}${facts === '' ? '/>' : `>\n${facts}</folder>`}\n`;
}

export type RowFacts = {readonly current?: Revision | undefined; readonly latest?: Revision | undefined; readonly link: string};

export function fileRow(file: Node, facts: RowFacts, parentPath: string, {context = '', paths = ''} = {}): string {
	const where = paths === '' && file.deleted !== undefined ? nameElement('abspath', parentPath) : paths;
	return `<file name="${escapeXml(file.name)}" uuid="${file.uuid}"${deletedAttribute(file)}${context}>\n${where}${facts.link}${bothRevisions(facts)}</file>\n`;
}

/** The document of one file, with its older versions (protocol.md 5.5). */
export function fileDocument(file: Node, {current, latest, link}: RowFacts, {parentPath, older, now, received = 0}: {
	readonly parentPath: string; readonly older: readonly Revision[]; readonly now: number; readonly received?: number;
}): string {
	const versions = older.length === 0 ? '' : `<revisions>\n${older.map(revision => revisionElement('revision', revision, revision.size)).join('')}</revisions>\n`;
	const unfinished = latest ? revisionElement('latestRevision', latest, latest.state === 'INCOMPLETE' ? received : undefined) : '';
	return `${declaration}<file name="${escapeXml(file.name)}" uuid="${file.uuid}"${deletedAttribute(file)} ${rootAttributes(now)}>\n${pathElements(parentPath)}${link}${current ? revisionElement('currentRevision', current, current.size) : ''}${unfinished}${versions}</file>\n`;
}

function bothRevisions({current, latest}: RowFacts): string {
	return (current ? revisionElement('currentRevision', current, current.size) : '') + (latest ? revisionElement('latestRevision', latest) : '');
}

function revisionElement(name: string, revision: Revision, size?: number): string {
	return `<${name}>\n${element('number', revision.number)}${element('state', revision.state)}${element('created', sandboxTime(revision.created))}${element('modified', sandboxTime(revision.modified))}${element('mime', revision.mime)}${size === undefined ? '' : element('size', size)}${element('md5', revision.md5)}${element('updated', sandboxTime(revision.updated))}</${name}>\n`;
}
