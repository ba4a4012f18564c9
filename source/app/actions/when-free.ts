import type {App} from '../app.ts';

type Keys = Pick<App, 'typeAhead'> & {readonly stores: Pick<App['stores'], 'window' | 'wizards'>};

/** Whether the keys go to no dialog, no sign-in, no command of two keys, and no question that is about to open. */
export function isFree({stores: {window, wizards}, typeAhead}: Keys): boolean {
	const {dialog, prefix} = window.get();
	return dialog === undefined && prefix === '' && wizards.get().current === undefined && !typeAhead.isHolding();
}

/** Resolves when the keys are free. What arrives late and takes them, such as an editor, waits for this: somebody may be typing. */
export async function whenFree(app: Keys): Promise<void> {
	const {stores: {window, wizards}, typeAhead} = app;
	while (!isFree(app)) {
		const changed = Promise.withResolvers<void>();
		const stops = [window, wizards, typeAhead].map(({subscribe}) => subscribe(changed.resolve));
		await changed.promise;
		for (const stop of stops) {
			stop();
		}
	}
}
