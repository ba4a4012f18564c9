import {keys} from '../program/app.ts';
import type {Scene} from '../program/scene.ts';

/** A visible and lasting effect of a command: not there before, there afterwards. */
export type Effect = {
	/** How to get there: keys, or steps that must be waited for. */
	readonly first?: string | ((scene: Scene) => Promise<void>);
	/** Keys after the command, where the effect shows only then. */
	readonly behind?: string;
	/** True once the command has run; or a number that grows. */
	readonly shows: (scene: Scene) => boolean | number;
	/** Goes back to the start of the scene. */
	readonly after?: string | ((scene: Scene) => Promise<void>);
};

export type Effects = Readonly<Record<string, Effect>>;

const interrupt = '\u{3}'; // leaves a dialog at once; a lone Esc has to wait
export const step = keys.Down;

/** A box or a prompt opens. */
export const opens = (text: string, first?: Effect['first']): Effect => ({shows: scene => scene.text().includes(text), after: interrupt, ...(first !== undefined && {first})});

/** Another screen opens. */
export const leadsTo = (title: string, back: string = keys.Esc): Effect => ({shows: scene => scene.text().includes(title), after: back});

/** The movements and ways out that every list has. */
export const listEffects = (name: string, {title, reads}: {readonly title: string; readonly reads: RegExp}): Effects => ({
	[`${name}-up`]: {first: step, shows: scene => scene.cursorRow() === 2},
	[`${name}-down`]: {shows: scene => scene.cursorRow() === 3},
	[`${name}-page-up`]: {first: keys.PageDown, shows: scene => scene.cursorRow() === 2},
	[`${name}-page-down`]: {shows: scene => scene.cursorRow() > 3},
	[`${name}-first`]: {first: keys.End, shows: scene => scene.cursorRow() === 2},
	[`${name}-last`]: {shows: scene => scene.cursorRow() > 3},
	[`${name}-reload`]: {shows: scene => scene.asked(reads)},
	[`${name}-close`]: {shows: scene => !scene.text().includes(title)},
});
