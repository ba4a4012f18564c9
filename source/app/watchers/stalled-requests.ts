import type {App} from '../app.ts';
import {silentTransfers} from '../stores/stalled-requests.ts';

/** The top line says since when the service has not answered. */
export function watchStalledRequests({service: {silence, clock}, stores: {signedIn, transfers}}: App): () => void {
	const timer = setInterval(() => {
		const silentSeconds = silence.seconds() ?? silentTransfers(transfers.get(), clock.now());
		signedIn.setSilentSeconds(silentSeconds);
	}, 1000);
	return () => {
		clearInterval(timer);
	};
}
