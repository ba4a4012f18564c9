import type {App} from '../app.ts';
import {silentTransfers} from '../stores/stalled-requests.ts';

/** The top line says since when the service has not answered. */
export function watchStalledRequests({silence, session, transfers, clock}: App): () => void {
	const timer = setInterval(() => {
		const silentSeconds = silence.seconds() ?? silentTransfers(transfers.get(), clock.now());
		if (silentSeconds !== session.get().silentSeconds) {
			session.change({silentSeconds});
		}
	}, 1000);
	return () => {
		clearInterval(timer);
	};
}
