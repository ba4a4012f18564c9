import {stripVTControlCharacters} from 'node:util';
import {describe, expect, it} from 'vitest';
import {glyphsFor} from '../../../source/app/layout/glyphs.ts';
import {stylesFor} from '../../../source/app/layout/styles.ts';
import {textWidth} from '../../../source/app/text/text-width.ts';
import {choicesOf} from '../../../source/app/sign-in/choices.ts';
import {layOut} from '../../../source/app/sign-in/layout.ts';
import type {Notice, Step} from '../../../source/app/stores/wizard/wizard-step.ts';
import {fieldsOf} from '../../../source/app/sign-in/text.ts';
import {keyLine} from '../../../source/app/sign-in/words.ts';
import {fieldOf} from '../../../source/app/stores/field.ts';
import {services} from '../../../source/jotta/services.ts';
import type {Account} from '../../../source/settings/accounts.ts';

const account: Account = {
	name: 'work', username: 'u', service: 'jottacloud', method: 'login-token', clientId: 'jottacli', tokenEndpoint: 'https://id.example/', fullName: 'Ola Nordmann', email: 'ola@example.no', home: {device: 'Jotta', mountpoint: 'Archive'},
};
const who: Step & {readonly at: 'who'} = {
	at: 'who', account, otherNames: ['home', 'jotta'], field: fieldOf('work'), home: account.home,
};
const attempt = {
	address: `https://id.example/auth?${'x'.repeat(300)}`, state: '', redeem: async () => account,
};
const steps: readonly Step[] = [
	{at: 'method'},
	{at: 'token', field: fieldOf('x'.repeat(300))},
	{at: 'trust', host: 'sign-in.somebody-else.example', pasted: ''},
	{at: 'service'},
	{
		at: 'browser', service: services[0]!, attempt, isListening: true, field: fieldOf(''),
	},
	{
		at: 'password', user: fieldOf('ola@example.no'), password: fieldOf('secret'), focus: 'user',
	},
	{
		at: 'code', user: 'ola', password: 'secret', client: {id: '', secret: ''}, field: fieldOf('123456'),
	},
	who,
	{at: 'place', who, places: [account.home, {device: 'Jotta', mountpoint: 'Sync'}]},
];
const notices: ReadonlyArray<Notice | undefined> = [undefined, {kind: 'problem', text: 'The sign-in of work has ended: it was revoked, or its token was used somewhere else. Sign in again: what waits goes on by itself.'}];
const windows = [[20, 2], [20, 4], [40, 8], [60, 16], [80, 20], [200, 46]] as const;
const cases = steps.flatMap(step => notices.flatMap(notice => windows.map(([columns, height]) => ({
	name: `${step.at}${notice ? ', with a notice' : ''}, ${columns}×${height}`, step, notice, columns, height,
}))));

describe('a step of the wizard', () => {
	it.each(cases)('fits: $name', ({step, notice, columns, height}) => {
		const look = {glyphs: glyphsFor('unicode'), styles: stylesFor('plain', {depth: 'none', isLight: false}), columns};
		const listed = choicesOf(step)?.map(({value}) => value) ?? [''];

		const layouts = listed.map(highlighted => layOut({step, notice, highlighted}, look, height));

		for (const {above, choices, below} of layouts) {
			const lines = [...above, ...below];
			expect(lines.length + choices).toBeLessThanOrEqual(height);
			expect(lines.filter(line => textWidth(stripVTControlCharacters(line)) > columns)).toEqual([]);
			expect(lines).toEqual(expect.arrayContaining([...fieldsOf(step, look)]));
			if (notice && height >= 4) {
				expect(lines.join('\n')).toContain('! The');
			}
		}

		expect(new Set(layouts.map(({choices}) => choices)).size).toBe(1); // a list that changed its height would lose its cursor
	});

	it('in a small window says who wants the token before anything else', () => {
		const look = {glyphs: glyphsFor('unicode'), styles: stylesFor('plain', {depth: 'none', isLight: false}), columns: 20};

		expect(layOut({step: steps[2]!, highlighted: ''}, look, 4)).toMatchObject({above: [' sign-in.somebody-e', ' lse.example …'], choices: 2});
	});

	it('in a small window leaves out an address that has no room, and says how to get it', () => {
		const look = {glyphs: glyphsFor('unicode'), styles: stylesFor('plain', {depth: 'none', isLight: false}), columns: 40};

		const {above} = layOut({step: steps[4]!, highlighted: ''}, look, 8);

		expect(above.join('')).toContain('Ctrl-Y copies the address');
		expect(above.join('')).not.toContain('xxx');
	});

	it('shows whole keys only', () => {
		expect(keyLine(steps[1]!, 20)).toBe(' Enter signs in');
		expect(keyLine(steps[1]!, 40)).toBe(' Enter signs in   Esc goes back');
	});
});
