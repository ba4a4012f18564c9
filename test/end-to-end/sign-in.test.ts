import {describe, expect, it} from 'vitest';
import {keys, pane, startApp} from '../support/app.ts';
import {openProgram} from '../support/program.ts';

const small = {columns: 80, rows: 24};
const paste = (text: string) => `\u{1B}[200~${text}\u{1B}[201~`;

describe('the wizard', () => {
	it('opens on the first start; a pasted token leads to the panes', async () => {
		const {ready, config, folder} = await openProgram();
		const terminal = startApp(folder, small, {args: ['--config-dir', config, '--server', ready.url]});
		await terminal.waitFor('How do you sign in?');
		console.log(terminal.text());

		terminal.type(keys.Enter);
		await terminal.waitFor('Paste it here');
		terminal.type(paste(`"${ready.loginToken.slice(0, 60)}\n  ${ready.loginToken.slice(60)}"\n`));
		await terminal.waitFor('Enter signs');
		console.log(terminal.text());
		terminal.type(keys.Enter);
		await terminal.waitFor('You are signed in as Ola Nordmann, ola@example.no.');
		await terminal.waitFor('Used ');
		console.log(terminal.text());
		terminal.type(keys.Enter);

		await terminal.waitFor(() => pane(terminal, 'right').includes('Jotta › Archive'));
		console.log(terminal.text());
		expect(terminal.raw()).not.toContain(ready.loginToken.slice(0, 20));
	});
});
