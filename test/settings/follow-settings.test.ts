import {describe, expect, it} from 'vitest';
import {resolveDirectories} from '../../source/settings/directories.ts';
import {followSettings} from '../../source/settings/follow-settings.ts';
import {writeSetting} from '../../source/settings/settings.ts';
import {temporaryFolder} from '../support/temp-files.ts';

describe('settings that are followed', () => {
	it('are those of now, a moment after somebody has written or taken away one', async () => {
		const directories = resolveDirectories(await temporaryFolder());
		let now = 0;
		const settings = followSettings(directories, {now: () => now});
		const first = settings().bandwidth;

		await writeSetting('bandwidth', 2_097_152, directories);
		const kept = settings().bandwidth;
		now += 1000;
		const second = settings().bandwidth;
		await writeSetting('bandwidth', undefined, directories);
		now -= 5000; // a clock that is set back

		expect([first, kept, second, settings().bandwidth]).toEqual([0, 0, 2_097_152, 0]);
	});
});
