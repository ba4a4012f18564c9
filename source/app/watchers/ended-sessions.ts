import {isSignIn} from '../../jotta/http/failures.ts';
import {offerSignIn} from '../actions/accounts/wizard.ts';
import type {App} from '../app.ts';

/** Opens the wizard as soon as a session has ended, whoever notices it first: a pane, or the engine. */
export function watchEndedSessions(app: App): () => void {
	const {panes, transfers} = app;
	const lookAtQueue = () => {
		const {blocked} = transfers.get();
		if (blocked && isSignIn(blocked)) {
			offerSignIn(app);
		}
	};

	const stops = [
		...panes.map(pane => pane.subscribe(() => {
			const {problem} = pane.get();
			if (problem && isSignIn(problem)) {
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
