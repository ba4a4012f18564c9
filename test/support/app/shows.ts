import {expect} from 'vitest';
import {eventually} from './cloud-app.ts';
import type {draw} from './draw.tsx';

/** Waits until a screen that is drawn shows something; where a line was broken does not count. */
export function showsOn({screen}: Awaited<ReturnType<typeof draw>>): (what: string | RegExp) => Promise<void> {
	return async what => eventually(async () => {
		const text = await screen();
		expect(typeof what === 'string' ? text.replaceAll(/[\s│]+/gv, ' ') : text).toMatch(typeof what === 'string' ? what.replaceAll(/\s+/gv, ' ') : what);
	});
}
