import {describe, expect, it} from 'vitest';
import {identityText} from '../../../source/app/layout/bars.ts';
import {textWidth} from '../../../source/app/text/text-width.ts';
import {openTestApp} from '../../support/app/test-app.ts';

async function topLine(cells: number, {isCompared = false} = {}): Promise<string> {
	const {stores: {signedIn}, terminal: {glyphs}} = await openTestApp();
	return identityText(signedIn.get(), cells, glyphs, {isCompared});
}

describe('the top line', () => {
	it('is as wide as the window, and its two ends never touch', async () => {
		for (const cells of [20, 40, 60, 79, 80, 120, 200]) {
			const line = await topLine(cells);

			expect(textWidth(line)).toBe(cells);
			expect(line.trimEnd()).not.toMatch(/…\d/v);
		}
	});

	it('still says at 60 columns whether the line is up', async () => {
		expect(await topLine(60)).toContain('● online');
	});

	it('says in a wide window what both panes do together', async () => {
		expect(await topLine(120, {isCompared: true})).toMatch(/online {3}compared/v);
		expect(await topLine(120)).not.toMatch(/compared|together/v);
		expect(await topLine(80, {isCompared: true})).not.toMatch(/compared/v);
	});
});
