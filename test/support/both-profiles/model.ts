/*
An account as a person sees it: what is alive, by names that differ in more than their case. What is in the trash is no part of
it; of that the model is told only what holds a name.
*/

type Live = {readonly kind: 'folder'; readonly name: string} | {readonly kind: 'file'; readonly name: string; readonly content: string};

/** What holds a name in the trash, with the spelling that comes back with it. */
export type Held = {readonly kind: 'file' | 'folder'; readonly name: string};

export type LiveModel = {
	/** Each thing that is alive, as its path and what it is, sorted. */
	readonly lines: () => readonly string[];
	readonly at: (path: string) => Live | undefined;
	/** The folder and those above it, where there are none. Returns why not. */
	readonly mkdir: (path: string, held: (path: string) => Held | undefined) => Refusal | undefined;
	readonly put: (path: string, content: string, name?: string) => void;
	readonly remove: (path: string) => void;
	readonly move: (from: string, to: string) => void;
};

export type Refusal = 'already-exists' | 'held' | 'not-found';

export const keyOf = (path: string) => path.toUpperCase();
export const parentOf = (path: string) => path.slice(0, path.lastIndexOf('/'));
const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

export function createLiveModel(): LiveModel {
	const items = new Map<string, Live>();
	const below = (path: string) => [...items].filter(([key]) => key === keyOf(path) || key.startsWith(`${keyOf(path)}/`));
	const spelled = (key: string): string => key === '' ? '' : `${spelled(parentOf(key))}/${items.get(key)!.name}`;
	const above = (path: string): readonly string[] => path === '' ? [] : [...above(parentOf(path)), path];
	return {
		lines: () => [...items].map(([key, item]) => `${spelled(key)} ${item.kind === 'file' ? item.content : 'folder'}`).toSorted(),
		at: path => items.get(keyOf(path)),
		mkdir(path, held) {
			for (const each of above(path)) {
				if (items.get(keyOf(each))?.kind === 'file') {
					return 'already-exists';
				}

				if (!items.has(keyOf(each)) && held(each)?.kind === 'file') {
					return 'held';
				}
			}

			for (const each of above(path).filter(folder => !items.has(keyOf(folder)))) {
				items.set(keyOf(each), {kind: 'folder', name: held(each)?.name ?? nameOf(each)});
			}

			return undefined;
		},
		put(path, content, name = nameOf(path)) {
			items.set(keyOf(path), {kind: 'file', name: items.get(keyOf(path))?.name ?? name, content});
		},
		remove(path) {
			for (const [key] of below(path)) {
				items.delete(key);
			}
		},
		move(from, to) {
			const moved = below(from);
			for (const [key] of moved) {
				items.delete(key);
			}

			for (const [key, item] of moved) {
				items.set(keyOf(to) + key.slice(from.length), key === keyOf(from) ? {...item, name: nameOf(to)} : item);
			}
		},
	};
}
