import {describe, expect, it} from 'vitest';
import {createPictureTerminal} from '../../../source/app/stores/picture-terminal.ts';
import type {PicturePreference} from '../../../source/app/terminal/picture-protocol.ts';

const {signal} = new AbortController();

/** A terminal whose patience is over when the test says so. */
function openPictureTerminal(preference: PicturePreference) {
	const written: string[] = [];
	const patience = Promise.withResolvers<void>();
	const terminal = createPictureTerminal(preference, {
		write(sequence) {
			written.push(sequence);
		},
		size: () => ({columns: 80, rows: 24}),
		clock: {
			async sleep(_, stop) {
				const stopped = Promise.withResolvers<void>();
				stop?.addEventListener('abort', () => {
					stopped.reject(stop.reason as Error);
				});
				stop?.throwIfAborted();
				await Promise.race([patience.promise, stopped.promise]);
			},
		},
	});
	return {...terminal, written, loseThePatience: patience.resolve};
}

describe('a terminal and pictures', () => {
	it('is asked once, and is told from its answer', async () => {
		const terminal = openPictureTerminal('ask');
		const asked = [terminal.ask(signal), terminal.ask(signal)];
		expect(terminal.get()).toMatchObject({protocol: undefined, isAsked: true});

		terminal.hear({kind: 'answer', about: 'window', pixels: {width: 805, height: 480}});
		expect(terminal.get().cell).toEqual({width: 10, height: 20});
		terminal.hear({kind: 'answer', about: 'cell', pixels: {width: 9, height: 18}});
		terminal.hear({kind: 'answer', about: 'attributes', values: [62, 4, 22]});
		await Promise.all(asked);
		await terminal.ask(signal);

		expect(terminal.get()).toEqual({protocol: 'sixel', cell: {width: 9, height: 18}, isAsked: false});
		expect(terminal.written).toEqual(['\u{1B}[14t\u{1B}[16t\u{1B}[c']);
	});

	it('shows none where it says nothing of sixels, or nothing at all', async () => {
		const [plain, silent] = [openPictureTerminal('ask'), openPictureTerminal('ask')];
		const asked = [plain.ask(signal), silent.ask(signal)];

		plain.hear({kind: 'answer', about: 'attributes', values: [1, 2]});
		silent.loseThePatience();
		await Promise.all(asked);

		expect([plain.get(), silent.get()]).toEqual([1, 2].map(() => ({protocol: undefined, cell: undefined, isAsked: false})));
	});

	it('is what was known beforehand, whatever it answers', async () => {
		const terminal = openPictureTerminal('kitty');
		const asked = terminal.ask(signal);
		terminal.hear({kind: 'answer', about: 'cell', pixels: {width: 0, height: 0}});
		terminal.hear({kind: 'answer', about: 'attributes', values: [62, 4]});
		await asked;

		expect(terminal.get()).toMatchObject({protocol: 'kitty', cell: undefined});
	});

	it('is not asked where none are to be shown, and is not waited for by who has left', async () => {
		const never = openPictureTerminal(undefined);
		await never.ask(signal);
		expect(never.written).toEqual([]);

		const leaving = new AbortController();
		const asked = openPictureTerminal('ask').ask(leaving.signal);
		leaving.abort();
		await asked;
	});
});
