import {needsSignIn} from '../../failure.ts';
import {offerSignIn} from '../actions/accounts/wizard.ts';
import type {App} from '../app.ts';

/** Opens the wizard as soon as a session has ended, whoever notices it first: a pane, or the engine. */
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
