import type {App} from '../../app.ts';
import {keyText} from '../../keymap/key-text.ts';

const maxKeys = 8; // shown at once

/** Shows for each pressed key its name and its command in the panes. */
export function startKeyCheck(app: App): void {
	show(app, []);
}

function show(app: App, seen: readonly string[]): void {
	app.stores.window.open({
		kind: 'info',
		title: 'Key check',
		lines: ['Press any key: this is how it arrives here, and what it does.', '', ...seen.map(key => `${key.padEnd(14)} ${meaning(app, key)}`)],
		onKey(key) {
			show(app, [...seen, key].slice(-maxKeys));
		},
	});
}

function meaning({terminal: {keymap: {bindings}}}: App, key: string): string {
	const binding = bindings.find('browser', key);
	switch (binding?.kind) {
		case 'command': {
			return `${binding.command.title} (${binding.command.id})`;
		}

		case 'prefix': {
			return bindings.following('browser', key).map(({keys}) => keyText(keys.find(each => each.startsWith(`${key} `))!)).join(', ');
		}

		case undefined: {
			return 'nothing';
		}

		default: {
			throw new TypeError(`unknown binding ${String(binding satisfies never)}`);
		}
	}
}
