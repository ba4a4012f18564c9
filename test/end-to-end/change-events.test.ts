import {expect, it} from 'vitest';
import {pane, startApp} from '../support/app.ts';
import {openProgramOn, until} from '../support/program-on-sandbox.ts';
import {startTestSandbox} from '../support/sandbox.ts';

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
