/*
The small pieces of all documents, written the way they were captured (protocol.md 2.4, 2.5).
*/

export function escapeXml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

export const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n\n';

/** ms since 1970 in the form of JFS: an extra `-` before the `T` (protocol.md 2.4). */
export function sandboxTime(milliseconds: number | undefined): string {
	return milliseconds === undefined ? '' : new Date(milliseconds).toISOString().replace(/\.\d+Z$/v, 'Z').replace('T', '-T');
}

export function rootAttributes(now: number): string {
	return `time="${sandboxTime(now)}" host="dn-131"`;
}

export function element(name: string, text: string | number | boolean): string {
	return `<${name}>${escapeXml(String(text))}</${name}>\n`;
}

export function nameElement(name: string, text: string): string {
	return `<${name} xml:space="preserve">${escapeXml(text)}</${name}>\n`;
}

export function errorDocument(code: number, message: string, {reason, trace}: {readonly reason: string; readonly trace: number}): string {
	return `${declaration}<error>\n${element('code', code)}${element('message', message)}${element('reason', reason)}<cause></cause>\n${element('hostname', 'dn-125')}${element('x-id', trace)}</error>\n`;
}
