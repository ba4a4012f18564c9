import {expect, it} from 'vitest';
import {pane, startApp} from '../../support/program/app.ts';
import {openProgramOn} from '../../support/program/program-on-sandbox.ts';
import {startTestSandbox} from '../../support/sandbox.ts';
import {until} from '../../support/drive.ts';

it('shows by itself what another program has made in the folder, and leaves at once', async () => {
	const sandbox = await startTestSandbox();
	const {folder, config, run} = await openProgramOn(sandbox);
	const terminal = startApp(folder, {columns: 80, rows: 24}, {args: ['--config-dir', config, '--server', sandbox.url]});
	await terminal.waitFor('online');
	await until(() => sandbox.state.events.areHeard());

	await run(['mkdir', 'jotta:from-elsewhere']);

	await terminal.waitFor(() => pane(terminal, 'right').includes('from-elsewhere/'));
	terminal.type('q');
	expect(await terminal.exited).toBe(0);
});

it('goes on quietly where the service tells nothing: Ctrl-R reads again', async () => {
	const sandbox = await startTestSandbox();
	const {folder, config, run} = await openProgramOn(sandbox);
	sandbox.setFaults('ANY /rest/token/* status=503');
	const terminal = startApp(folder, {columns: 80, rows: 24}, {args: ['--config-dir', config, '--server', sandbox.url]});
	await terminal.waitFor('online');
	await until(() => sandbox.log.some(({path}) => path.startsWith('/rest/token/')));

	await run(['mkdir', 'jotta:from-elsewhere']);
	terminal.type('\t\u{12}'); // Ctrl-R in the cloud's pane

	await terminal.waitFor(() => pane(terminal, 'right').includes('from-elsewhere/'));
	expect(sandbox.state.events.areHeard()).toBe(false);
	expect(terminal.text()).toContain('online');
	expect(terminal.raw()).not.toMatch(/change events|503/v);
});
