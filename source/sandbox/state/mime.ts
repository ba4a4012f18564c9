const byExtension = new Map(Object.entries({
	txt: 'text/plain', md: 'text/markdown', csv: 'text/csv', html: 'text/html', json: 'application/json',
	pdf: 'application/pdf', zip: 'application/zip', gz: 'application/gzip',
	jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', gif: 'image/gif', heic: 'image/heic', cr3: 'image/x-canon-cr3',
	mp3: 'audio/mpeg', flac: 'audio/flac', mov: 'video/quicktime', mp4: 'video/mp4', mkv: 'video/x-matroska',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}));

/** The server decides it from the name (protocol.md 5.4). */
export function mimeOf(name: string): string {
	return byExtension.get(name.slice(name.lastIndexOf('.') + 1).toLowerCase()) ?? 'application/octet-stream';
}
