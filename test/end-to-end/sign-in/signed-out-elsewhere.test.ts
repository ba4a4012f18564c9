import {expect, it} from 'vitest';
import {keys} from '../../support/program/app.ts';
import {openProgramOn} from '../../support/program/program-on-sandbox.ts';
import {startTestSandbox} from '../../support/sandbox.ts';

it('a screen whose account another process has signed out does nothing more with its token', async () => {
	const sandbox = await startTestSandbox();
	const {folder, run, openScreen} = await openProgramOn(sandbox);
	const terminal = openScreen([folder, 'jotta:']);
	await terminal.waitFor('online');
	await terminal.waitFor('0 items');

	await run(['logout', 'jotta']);
	await terminal.waitFor('jotta was signed out outside of');
	sandbox.log.length = 0;
	terminal.type(`${keys.Tab}\u{12}`); // Ctrl-R
	await terminal.waitFor('Nobody is signed in yet');
	terminal.type(`${keys.F7}new${keys.Enter}`);
	await terminal.waitFor('! Nobody is signed in yet');

	expect(terminal.text()).not.toContain('online');
	expect(sandbox.log.filter(({path}) => path.includes('/jfs/'))).toEqual([]);
});
