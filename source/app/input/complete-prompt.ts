import type {App} from '../app.ts';
import type {PromptDialog} from '../stores/dialog.ts';
import {fieldOf} from '../stores/field.ts';

/** Tab in a prompt: completes the start that all offers share, then goes through the offers. Keys typed meanwhile wait for the result; Esc leaves the text as it is. */
export function completePrompt(app: App, dialog: PromptDialog): void {
	const {stores: {window}} = app;
	const {complete, offers, field: {text}} = dialog;
	if (!complete) {
		return;
	}

	if (offers && offers.length > 0) {
		const next = offers[(offers.indexOf(text) + 1) % offers.length]!;
		window.replace({...dialog, field: fieldOf(next)});
		return;
	}

	app.attempt(async () => app.typeAhead.during(async signal => {
		const found = await complete(text, signal).catch(() => []); // a folder that does not exist has no offers
		if (signal.aborted || window.get().dialog !== dialog) {
			return;
		}

		const common = commonStart(found);
		const isFurther = common.length > text.length;
		if (found.length > 0) {
			window.replace({...dialog, field: fieldOf(isFurther ? common : text), offers: found.length > 1 ? found : undefined});
		}
	}));
}

function commonStart(texts: readonly string[]): string {
	const [first = ''] = texts;
	let {length} = first;
	for (const text of texts) {
		while (!text.toLowerCase().startsWith(first.slice(0, length).toLowerCase())) {
			length -= 1;
		}
	}

	return first.slice(0, length);
}
