import {describe, expect, it} from 'vitest';
import {messageRows} from '../../../source/app/layout/message-text.ts';
import {textWidth} from '../../../source/app/text/text-width.ts';
import {fieldOf} from '../../../source/app/stores/field.ts';
import {openTestApp} from '../../support/app/test-app.ts';

const sentence = 'The copy does not fit: 3.2 GB are missing in the account. Empty the trash (g t), then press r in the queue.';

async function rowsIn(columns: number, rows: number, change: (app: Awaited<ReturnType<typeof openTestApp>>) => void) {
	const app = await openTestApp({columns, rows});
	change(app);
	return messageRows(app.terminal, app.stores.window.get(), app.stores.messages.get());
}

describe('the message', () => {
	it.each([[120, 40, 1], [80, 24, 2], [60, 20, 2], [40, 16, 4]])('is whole in a window of %i×%i: on %i rows', async (columns, rows, count) => {
		const shown = await rowsIn(columns, rows, ({stores: {messages}}) => {
			messages.say(sentence);
		});

		expect(shown).toHaveLength(count);
		expect(shown.map(row => row.trim()).join(' ')).toBe(sentence);
		expect(shown.map(row => textWidth(row))).toEqual(shown.map(() => columns));
	});

	it('is cut where the window has no rows for it', async () => {
		const shown = await rowsIn(20, 6, ({stores: {messages}}) => {
			messages.say(sentence);
		});

		expect(shown).toEqual([' The copy does not …']);
	});

	it('asks above the field when there is no room beside the question', async () => {
		const open = ({stores: {window}}: Awaited<ReturnType<typeof openTestApp>>) => {
			window.open({
				kind: 'prompt', label: 'New device (or Device/Mountpoint; Jotta’s own stay as they are):', field: fieldOf('NAS'), onSubmit() {}, // eslint-disable-line @typescript-eslint/no-empty-function -- only its look matters
			});
		};

		expect(await rowsIn(120, 40, open)).toHaveLength(1);
		const shown = await rowsIn(80, 24, open);
		expect(shown).toHaveLength(2);
		expect(shown[0]!.trim()).toBe('New device (or Device/Mountpoint; Jotta’s own stay as they are):');
		expect(shown[1]).toContain('NAS');
	});
});
