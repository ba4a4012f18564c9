import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {Failure} from '../../failure.ts';

/**
Opens a file in an editor, which gets the terminal; resolves when the editor has ended. A shell runs the command, because
`EDITOR` may have options and quotes; the file is a separate argument and never parsed. An abort sends SIGHUP, as closing
the window does.
@throws Failure `permission` when the editor cannot be started, or exits with an error
*/
export async function runEditor(editor: string, file: string, signal: AbortSignal): Promise<void> {
	const child = spawn('/bin/sh', ['-c', `${editor} "$1"`, 'sh', file], {stdio: 'inherit', signal, killSignal: 'SIGHUP'});
	const [status] = await once(child, 'exit') as [number | null];
	if (status !== 0) {
		throw new Failure('permission', status === 127 ? `The editor ${editor} is not there.` : `The editor ${editor} ended with an error.`, {nextStep: 'Nothing was changed. EDITOR says which one is used.'});
	}
}
