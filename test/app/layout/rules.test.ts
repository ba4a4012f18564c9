import {expect, it} from 'vitest';
import {footerText} from '../../../source/app/layout/rules.ts';
import type {PaneState} from '../../../source/app/stores/pane/state.ts';
import {file, openTestApp} from '../../support/app/test-app.ts';

it('the rule below a pane counts nothing that is not read', async () => {
	const {panes: [pane], terminal: {glyphs}, loaded} = await openTestApp({local: {'/home/per': [file('a.txt')]}});
	await loaded();
	const text = (state: Partial<PaneState>) => footerText({...pane.get(), free: undefined, ...state}, 60, glyphs);
	const problem = {code: 'offline', sentence: 'Nobody answers.', nextStep: ''} as const;

	expect(text({})).toBe('1 item');
	expect(text({isLoading: true})).toBe('1 item, reading…');
	expect(text({rows: [], isLoading: true})).toBe('reading…');
	expect(text({rows: [], problem})).toBe('not read');
	expect(text({problem})).toBe('1 item, not read again');
	expect(text({problem: {...problem, code: 'cancelled'}})).toBe('1 item, not all read');
	expect(text({rows: []})).toBe('0 items');
});
