import {needsSignIn, type FailureFacts} from '../../failure.ts';
import {fileStamp} from '../../settings/file-stamp.ts';
import type {App} from '../app.ts';

const interval = 1000; // ms

/** A pane of an account that another process signs out says so, and reads its folder again once somebody has signed in. */
export function watchChangedAccounts(app: App): () => void {
	const file = app.service.accounts.tools.directories.accounts;
	let stamp = fileStamp(file);
	const timer = setInterval(() => {
		const before = stamp;
		stamp = fileStamp(file);
		if (stamp !== before) {
			app.attempt(async () => lookAtPanes(app));
		}
	}, interval);
	return () => {
		clearInterval(timer);
	};
}

async function lookAtPanes({service: {accounts}, stores: {signedIn}, panes}: App): Promise<void> {
	const all = await accounts.list();
	const isIn = (account: string | undefined) => all.some(({name, tokens}) => name === account && tokens !== undefined);
	if (!isIn(signedIn.get().accountName)) {
		signedIn.forget();
	}

	for (const pane of panes) {
		const {location, problem} = pane.get();
		if (location.kind === 'local') {
			continue;
		}

		const isSignedIn = isIn(location.account);
		const isSaid = problem !== undefined && needsSignIn(problem);
		if (isSignedIn && isSaid) {
			await pane.reload();
		} else if (!isSignedIn && !isSaid) {
			pane.stop();
			pane.change(state => ({...state, isLoading: false, problem: signedOut(location.account)}));
		}
	}
}

function signedOut(account: string): FailureFacts {
	return {code: 'not-signed-in', sentence: `${account} was signed out outside of this window.`, nextStep: {kind: 'sign-in-again', account}};
}
