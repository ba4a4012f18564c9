/** Says on standard error what went wrong here, in one line: names from requests are in it, and a terminal acts on none of them. */
export function complain(text: string): void {
	console.error(`sandbox: ${JSON.stringify(text).replaceAll(/[^ -~]/gv, character => String.raw`\u{${character.codePointAt(0)!.toString(16)}}`)}`);
}
