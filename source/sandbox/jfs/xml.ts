import type {Node} from '../state/tree.ts';
import type {Revision} from '../state/revisions.ts';

/*
The documents of JFS, written the way they were captured (protocol.md 2.5, 5).
*/

export function escapeXml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
		.replaceAll(/[\u{0}-\u{8}\v\f\u{E}-\u{1F}]/gv, '\u{FFFD}'); // eslint-disable-line no-control-regex, regexp/no-control-character -- no XML may hold them
}

export const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n\n';

/** ms since 1970 in the form of JFS: an extra `-` before the `T` (protocol.md 2.4). */
export function jfsTime(milliseconds: number | undefined): string {
	return milliseconds === undefined ? '' : new Date(milliseconds).toISOString().replace(/\.\d+Z$/v, 'Z').replace('T', '-T');
}

export function rootAttributes(now: number): string {
	return `time="${jfsTime(now)}" host="dn-131"`;
}

export function element(name: string, text: string | number | boolean): string {
	return `<${name}>${escapeXml(String(text))}</${name}>\n`;
}

export function nameElement(name: string, text: string): string {
	return `<${name} xml:space="preserve">${escapeXml(text)}</${name}>\n`;
}

/** Both hold the parent's path (protocol.md 2.5). */
export function pathElements(parentPath: string): string {
	return nameElement('path', parentPath) + nameElement('abspath', parentPath);
}

const deletedAttribute = ({deleted}: Node) => deleted === undefined ? '' : ` deleted="${jfsTime(deleted)}"`;

export const folderOpening = (folder: Node) => `<folder name="${escapeXml(folder.name)}"${deletedAttribute(folder)}`;

/** A child folder in a listing; a tombstone says where it was. */
export function folderRow(folder: Node, parentPath: string, {context = '', withPath = false, withLink = false} = {}): string {
	const where = withPath ? pathElements(parentPath) : (folder.deleted === undefined ? '' : nameElement('abspath', parentPath));
	const facts = where + (withLink ? publicElements(folder) : '');
	return `${folderOpening(folder)}${context}${facts === '' ? '/>' : `>\n${facts}</folder>`}\n`;
}

export type FileRevisions = {readonly current?: Revision | undefined; readonly latest?: Revision | undefined};

export function fileRow(file: Node, revisions: FileRevisions, parentPath: string, {context = '', withPath = false} = {}): string {
	const where = withPath ? pathElements(parentPath) : (file.deleted === undefined ? '' : nameElement('abspath', parentPath));
	return `<file name="${escapeXml(file.name)}" uuid="${file.uuid}"${deletedAttribute(file)}${context}>\n${where}${publicElements(file)}${bothRevisions(revisions)}</file>\n`;
}

/** The document of one file, with its older versions (protocol.md 5.5). */
export function fileDocument(file: Node, {current, latest}: FileRevisions, {parentPath, older, now, received = 0}: {
	readonly parentPath: string; readonly older: readonly Revision[]; readonly now: number; readonly received?: number;
}): string {
	const versions = older.length === 0 ? '' : `<revisions>\n${older.map(revision => revisionElement('revision', revision, revision.size)).join('')}</revisions>\n`;
	const unfinished = latest ? revisionElement('latestRevision', latest, latest.state === 'INCOMPLETE' ? received : undefined) : '';
	return `${declaration}<file name="${escapeXml(file.name)}" uuid="${file.uuid}"${deletedAttribute(file)} ${rootAttributes(now)}>\n${pathElements(parentPath)}${publicElements(file)}${current ? revisionElement('currentRevision', current, current.size) : ''}${unfinished}${versions}</file>\n`;
}

function bothRevisions({current, latest}: FileRevisions): string {
	return (current ? revisionElement('currentRevision', current, current.size) : '') + (latest ? revisionElement('latestRevision', latest) : '');
}

export function publicElements({publicUri}: Node): string {
	return publicUri === undefined ? '' : element('publicURI', publicUri) + element('publicSharePath', `/s/${publicUri}`);
}

function revisionElement(name: string, revision: Revision, size?: number): string {
	return `<${name}>\n${element('number', revision.number)}${element('state', revision.state)}${element('created', jfsTime(revision.created))}${element('modified', jfsTime(revision.modified))}${element('mime', revision.mime)}${size === undefined ? '' : element('size', size)}${element('md5', revision.md5)}${element('updated', jfsTime(revision.updated))}</${name}>\n`;
}

export function errorDocument(code: number, message: string, {reason, trace}: {readonly reason: string; readonly trace: number}): string {
	return `${declaration}<error>\n${element('code', code)}${element('message', message)}${element('reason', reason)}<cause></cause>\n${element('hostname', 'dn-125')}${element('x-id', trace)}</error>\n`;
}
