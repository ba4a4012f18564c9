import type {Settings} from '../../settings/setting-table.ts';
import {createStore, type Store} from './store.ts';

/** The settings about the screen that can change while the app runs. */
export type ScreenPreferences = {readonly theme: Settings['theme']; readonly isFirst: boolean; readonly showsHidden: boolean};

/** Holds the defaults until the settings are applied. */
export function createScreenPreferences(): Store<ScreenPreferences> {
	return createStore<ScreenPreferences>({theme: 'auto', isFirst: true, showsHidden: false}); // defaults, until applySettings()
}
