import type {Settings} from '../../settings/setting-table.ts';
import {createStore, type Store} from './store.ts';

/** What the settings say about the screen, as far as it changes while it is shown. */
export type Look = {readonly theme: Settings['theme']; readonly isFirst: boolean; readonly showsHidden: boolean};

export function createLook(): Store<Look> {
	return createStore<Look>({theme: 'auto', isFirst: true, showsHidden: false}); // the defaults; applySettings() brings the person's
}
