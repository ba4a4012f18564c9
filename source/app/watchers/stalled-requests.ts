import type {App} from '../app.ts';
import {stalledTransfers} from '../stores/stalled-requests.ts';

/** Shows in the top line how long the service has not answered. */
export function watchStalledRequests({service: {stalledRequests, clock}, stores: {signedIn, transfers}}: App): () => void {
	const timer = setInterval(() => {
		const stalledSeconds = stalledRequests.seconds() ?? stalledTransfers(transfers.get(), clock.now());
		signedIn.setStalledSeconds(stalledSeconds);
	}, 1000);
	return () => {
		clearInterval(timer);
	};
}
