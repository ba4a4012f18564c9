/*
Which characters of a name are replaced in the cloud: rclone's option `encoding`, with its names for the parts (protocol.md 16.2).
*/

/** The characters of each part. Ctl, InvalidUtf8 and Dot are too many to list: the encoding handles them by name. */
export const encodingParts: ReadonlyMap<string, string> = new Map([
	['Slash', '/'],
	['LtGt', '<>'],
	['DoubleQuote', '"'],
	['Colon', ':'],
	['Question', '?'],
	['Asterisk', '*'],
	['Pipe', '|'],
	['Percent', '%'],
	['Del', '\u{7F}'],
	['Ctl', ''],
	['InvalidUtf8', ''],
	['Dot', ''],
	['Hash', '#'],
	['BackSlash', '\\'],
	['Dollar', '$'],
	['SingleQuote', '\''],
	['BackQuote', '`'],
	['Semicolon', ';'],
	['Exclamation', '!'],
	['SquareBracket', '[]'],
]);

export const standardEncoding = 'Slash,LtGt,DoubleQuote,Colon,Question,Asterisk,Pipe,Percent,Del,Ctl,InvalidUtf8,Dot';

/** Whether all parts are known, and the three are among them without which some names could not be stored at all. */
export function isEncoding(text: string): boolean {
	const parts = text.split(',');
	return parts.every(part => encodingParts.has(part)) && ['Slash', 'InvalidUtf8', 'Dot'].every(part => parts.includes(part));
}
