import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {Failure} from '../../failure.ts';

/**
Opens a file in an editor that has the terminal to itself; resolves when it is left. The command is what stands in
`EDITOR`, with options and quotes, so a shell reads it; the file is an argument of its own and never part of it. An abort hangs up on it, as a closed window does.
@throws Failure `permission` when the editor cannot be started, or says that it failed
*/
export async function runEditor(editor: string, file: string, signal: AbortSignal): Promise<void> {
	const child = spawn('/bin/sh', ['-c', `${editor} "$1"`, 'sh', file], {stdio: 'inherit', signal, killSignal: 'SIGHUP'});
	const [status] = await once(child, 'exit') as [number | null];
	if (status !== 0) {
		throw new Failure('permission', status === 127 ? `The editor ${editor} is not there.` : `The editor ${editor} ended with an error.`, {nextStep: 'Nothing was changed. EDITOR says which one is used.'});
	}
}
