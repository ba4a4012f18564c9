/*
Which characters of a name the service gets replaced: rclone's option `encoding`, with its names for the parts (protocol.md 16.2).
*/

/** The characters behind each part. Ctl, InvalidUtf8 and Dot are more than a few characters and are known by name. */
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

/** Whether all parts are known. The three without which a name could not be stored at all belong to each. */
export function isEncoding(text: string): boolean {
	const parts = text.split(',');
	return parts.every(part => encodingParts.has(part)) && ['Slash', 'InvalidUtf8', 'Dot'].every(part => parts.includes(part));
}
