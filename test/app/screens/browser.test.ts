import {describe, expect, it} from 'vitest';
import {toggleComparison} from '../../../source/app/actions/compare/compare.ts';
import {textWidth} from '../../../source/app/text/text-width.ts';
import {withCursor} from '../../../source/app/stores/pane/cursor.ts';
import {withMarks} from '../../../source/app/stores/pane/marks.ts';
import {busyQueue} from '../../support/app/busy-queue.ts';
import {draw} from '../../support/app/draw.tsx';
import {file, folder, openTestApp} from '../../support/app/test-app.ts';

/*
One picture for each size of window that ux.md 4 speaks of, to be read in review. Two transfers run, one waits for the
person, the panes are compared.
*/

const day = (month: number, date: number) => Date.UTC(2026, month - 1, date, 12);
const md5 = (start: string, end: string) => `${start}${'0'.repeat(26)}${end}`;
const pictures = {
	local: {
		'/home/per': [
			folder('january'),
			folder('february'),
			folder('march'),
			file('IMG_2041.CR3', 31_200_000, day(4, 2)),
			file('IMG_2042.CR3', 30_900_000, day(4, 2)),
			{...file('IMG_2043.CR3', 31_000_000, day(4, 2)), md5: md5('77ab', '04')}, // as from the queue's memory
			file('notater_høst.txt', 2100, day(4, 14)),
			file('写真一覧.csv', 88_000, day(4, 16)),
			file('video_2026-04-20_take-final.mov', 14.6e9, day(4, 20)),
		],
	},
	cloud: {
		'/Jotta/Archive': [
			folder('january'),
			folder('february'),
			{...file('IMG_2042.CR3', 30_800_000, day(4, 1)), md5: md5('9f3c', 'e1'), revision: 3},
			{...file('IMG_2043.CR3', 31_000_000, day(4, 2)), md5: md5('77ab', '04'), revision: 1},
			{...file('写真一覧.csv', 88_000, day(4, 16)), md5: md5('0c11', '9d'), revision: 1},
			{...file('old-plan.pdf', 4_400_000, day(1, 11)), md5: md5('d41e', '7f'), revision: 2},
		],
	},
};

async function screenAt(columns: number, rows: number): Promise<string> {
	const app = await openTestApp({...pictures, columns, rows});
	app.stores.transfers.set({...app.stores.transfers.get(), ...busyQueue});
	toggleComparison(app);
	app.panes[0].change(state => withCursor(withMarks(state, new Set(['IMG_2041.CR3', 'march'])), 4));
	app.stores.messages.note('verified march/IMG_1976.CR3');
	app.stores.messages.say('Queued 3 items (2.46 GB) → Archive');
	const {screen} = await draw(app);
	return screen();
}

const sizes = [[20, 6], [40, 10], [60, 20], [80, 24], [120, 40], [200, 50], [300, 80]] as const;

describe.each(sizes)('a window of %i×%i', (columns, rows) => {
	it('shows what fits, each row no wider than the window', async () => {
		const shown = await screenAt(columns, rows);

		expect(shown.split('\n')).toHaveLength(rows);
		expect(shown.split('\n').filter(line => textWidth(line) > columns)).toEqual([]);
		expect(shown).toMatch(/march|IMG_2041/v);
		expect(shown).toContain('1Help'.slice(columns >= 160 ? 1 : 0));
		await expect(`${shown}\n`).toMatchFileSnapshot(`__snapshots__/browser/${columns}x${rows}.txt`);
	});
});

describe('what a window shows', () => {
	it('drops the date below 80 columns, and shows the time from 120 on', async () => {
		expect(await screenAt(60, 20)).not.toMatch(/Mtime|Modified/v);
		expect(await screenAt(80, 24)).toContain('02 Apr');
		expect(await screenAt(120, 40)).toMatch(/2026-04-02 \d\d:\d\d/v);
	});

	it('shows MD5 and version beside the cloud and the state beside the disk from 160 columns on', async () => {
		expect(await screenAt(120, 40)).not.toContain('9f3c…e1 v3');
		expect(await screenAt(200, 50)).toMatch(/9f3c…e1 v3/v);
		expect(await screenAt(200, 50)).toMatch(/only here/v);
	});

	it('shows one pane below 60 columns or 14 rows, the table of transfers and the log in a tall one', async () => {
		expect(await screenAt(40, 10)).not.toContain('old-plan');
		expect(await screenAt(200, 50)).toMatch(/\[Active.*Log[\s\S]*march\/IMG_1978[\s\S]*total|\[Active[\s\S]*verified march\/IMG_1976/v);
	});
});
