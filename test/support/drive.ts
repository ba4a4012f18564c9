import {setTimeout as sleep} from 'node:timers/promises';
import {expect, vi} from 'vitest';
import type {App} from '../../source/app/app.ts';
import {press} from '../../source/app/input/press.ts';
import type {Dialog} from '../../source/app/stores/dialog.ts';

/*
What a person does and sees, for tests: types keys, waits, reads what is said and asked. `until`, `eventually` and
`shows` serve programs in a pseudo-terminal as well; the others need the app in this process.
*/

const patience = 60_000; // ms: a busy machine is late, not wrong

/** Waits until a check passes; when it never does, the test fails with what the check says. */
export async function eventually(check: () => void | Promise<void>): Promise<void> {
	await vi.waitFor(check, {timeout: patience, interval: 5});
}

/** Waits until a condition holds. */
export async function until(isSo: () => boolean, milliseconds = patience): Promise<void> {
	const end = performance.now() + milliseconds;
	while (!isSo()) {
		if (performance.now() > end) {
			throw new Error('It never came to that');
		}

		await sleep(5);
	}
}

/** Presses keys one after the other: `type(app, 'F7', ...'name', 'Enter')`. */
export function type(app: App, ...keys: readonly string[]): void {
	for (const key of keys) {
		press(app, {
			kind: 'key', key, ...(key.length === 1 && {text: key}), ...(key === 'Space' && {text: ' '}),
		});
	}
}

export function paste(app: App, text: string): void {
	press(app, {kind: 'paste', text});
}

/** What the message line says. */
export function message({stores: {messages}}: App): string {
	return messages.get().message?.text ?? '';
}

/** Waits until something has been said since the app began. */
export async function said({stores: {messages}}: App, words: string | RegExp): Promise<void> {
	await eventually(() => {
		expect(messages.get().log.map(({text}) => text).join('\n')).toMatch(words);
	});
}

/** Waits for a question, prompt or box whose heading has these words. */
export async function asked({stores: {window}}: App, words: string): Promise<Dialog> {
	await eventually(() => {
		expect(heading(window.get().dialog)).toContain(words);
	});
	return window.get().dialog!;
}

function heading(dialog: Dialog | undefined): string {
	if (!dialog) {
		return '';
	}

	return 'title' in dialog ? dialog.title : ('label' in dialog ? dialog.label : '');
}

/** What stands in the field of the dialog that is open. */
export function fieldText({stores: {window}}: App): string | undefined {
	const {dialog} = window.get();
	return dialog && 'field' in dialog ? dialog.field.text : undefined;
}

/** The rows of the list in the dialog that is open. */
export function listRows({stores: {window}}: App): readonly string[] | undefined {
	const {dialog} = window.get();
	return dialog?.kind === 'list' ? dialog.rows.map(({text}) => text) : undefined;
}

/** The names in a pane, the way up among them. */
export function namesIn({panes}: App, side: 0 | 1 = 0): readonly string[] {
	return panes[side].get().rows.map(({name}) => name);
}

/** The name under the cursor of a pane. */
export function cursorName({panes}: App, side: 0 | 1 = 0): string | undefined {
	const {rows, cursor} = panes[side].get();
	return rows[cursor]?.name;
}

/** Waits until a pane shows a folder, whole. */
export async function shownFolder({panes}: App, path: string, side: 0 | 1 = 0): Promise<void> {
	await eventually(() => {
		expect(panes[side].get()).toMatchObject({location: {path}, isLoading: false});
	});
}

/** Waits until a screen shows something; line breaks and borders do not count in plain words. */
export async function shows(screen: () => string | Promise<string>, words: string | RegExp): Promise<void> {
	await eventually(async () => {
		const text = await screen();
		expect(typeof words === 'string' ? text.replaceAll(/[\s│]+/gv, ' ') : text).toMatch(typeof words === 'string' ? words.replaceAll(/\s+/gv, ' ') : words);
	});
}
