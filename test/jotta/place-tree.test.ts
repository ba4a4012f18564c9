import {describe, expect, it} from 'vitest';
import {listPlaces, placeOfPath, type AccountPlace} from '../../source/jotta/place-tree.ts';
import {scriptedService} from '../support/scripted-service.ts';

describe('the tree of places', () => {
	it('has Jotta first, the views that are not listed, and which is the last of each device', async () => {
		const {client} = scriptedService(({url}) => {
			if (url.endsWith('/f3a1')) {
				return '<user><devices><device><name>Empty</name></device><device><name>jotta</name></device><device><name>NAS</name></device></devices></user>';
			}

			return url.endsWith('/jotta')
				? `<device><mountPoints>${[['Archive', 5], ['LINKS', 7], ['Shared', 9]].map(([name, size]) => `<mountPoint><name>${name}</name><size>${size}</size></mountPoint>`).join('')}</mountPoints></device>`
				: `<device><mountPoints>${url.endsWith('/NAS') ? '<mountPoint><name>Latest</name><size>3</size><modified>2026-03-04-T05:06:07Z</modified><deleted>2026-03-04-T05:06:08Z</deleted></mountPoint>' : ''}</mountPoints></device>`;
		});

		const batches: ReadonlyArray<readonly AccountPlace[]> = await Array.fromAsync(listPlaces({client}));

		expect(batches.flat().map(({path, role, size, isLastOfDevice}) => [path, role, size, isLastOfDevice])).toEqual([
			['/jotta', 'device', 0, false],
			['/jotta/Archive', 'mountpoint', 5, false],
			['/jotta/Shared', 'shared', 9, false],
			['/Jotta/Latest', 'latest', undefined, false],
			['/jotta/LINKS', 'links', undefined, false],
			['/Jotta/Trash', 'trash', undefined, true],
			['/Empty', 'device', 0, true],
			['/NAS', 'device', 0, false],
			['/NAS/Latest', 'mountpoint', 3, true],
		]);
		expect(batches.flat().at(-1)).toMatchObject({modified: Date.UTC(2026, 2, 4, 5, 6, 7), deletedAt: Date.UTC(2026, 2, 4, 5, 6, 8)});
	});

	it('has the place that a path is at', () => {
		expect(['/Jotta/Archive/a/b', '/Jotta', '/'].map(path => placeOfPath(path))).toEqual(['/Jotta/Archive', '/Jotta', '/']);
	});
});
