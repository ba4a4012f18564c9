import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {hostileName} from '../../support/hostile-names.ts';
import {draw} from '../../support/app/draw.tsx';
import {file, openTestApp} from '../../support/app/test-app.ts';

// What the painter itself writes: colours, moves, erasing, the synchronised update.
const ours = /\u{1B}\[\??[\d;]*[CGHJKXhlm]/gv; // eslint-disable-line no-control-regex, regexp/no-control-character -- these are what it is about

describe('names that nobody would choose', () => {
	it('reach the terminal on neither side as anything but text, and move nothing beside them', async () => {
		await fc.assert(fc.asyncProperty(fc.uniqueArray(hostileName, {minLength: 1, maxLength: 6}), async names => {
			const files = names.map(name => file(name.replaceAll('/', '_')));
			const app = await openTestApp({local: {'/home/per': files}, cloud: {'/Jotta/Archive': files}});
			app.panes[0].change(state => ({...state, cursor: 1, showsHidden: true}));
			const {screen, raw, at, close} = await draw(app);

			const shown = await screen();
			close();

			const left = raw().replaceAll(ours, '');
			expect(left).not.toMatch(/[\p{Bidi_Control}\p{Control}\p{Surrogate}\u{200B}\u{2028}\u{FEFF}]/v);
			expect(Array.from({length: 16}, (_, row) => at(39, row + 2)).join('')).toBe('│'.repeat(16));
			expect(shown).toContain('10Quit');
		}), {numRuns: 15});
	}, 60_000);
});
