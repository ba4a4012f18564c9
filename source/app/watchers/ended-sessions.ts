import {needsSignIn} from '../../failure.ts';
import {offerSignIn} from '../actions/accounts/wizard.ts';
import type {App} from '../app.ts';

/** Opens the wizard when a pane or the engine finds that a session has ended. */
export function watchEndedSessions(app: App): () => void {
	const {stores: {transfers}, panes} = app;
	const lookAtQueue = () => {
		const {blocked} = transfers.get();
		if (blocked && needsSignIn(blocked)) {
			offerSignIn(app);
		}
	};

	const stops = [
		...panes.map(pane => pane.subscribe(() => {
			const {problem} = pane.get();
			if (problem && needsSignIn(problem)) {
				offerSignIn(app);
			}
		})),
		transfers.subscribe(lookAtQueue),
	];
	lookAtQueue();
	return () => {
		for (const stop of stops) {
			stop();
		}
	};
}
