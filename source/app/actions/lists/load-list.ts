import {needsSignIn} from '../../../failure.ts';
import type {CloudOptions} from '../../../jotta/cloud-options.ts';
import type {App} from '../../app.ts';
import {offerSignIn} from '../accounts/wizard.ts';
import type {List} from '../../stores/list.ts';

type Reading<Row> = {
	readonly account: string;
	readonly source: (options: CloudOptions) => AsyncIterable<readonly Row[]>;
	readonly isFirst?: (row: Row) => boolean; // where the cursor starts
};

/** Reads rows from the service into the list of a screen. Offers to sign in when the session has ended. */
export function loadList<Row>(app: App, list: List<Row>, {account, source, isFirst}: Reading<Row>): void {
	app.attempt(async () => {
		await list.load(signal => read(app, {account, source}, signal), isFirst);
		const {problem} = list.get();
		if (problem && needsSignIn(problem)) {
			offerSignIn(app);
		}
	});
}

async function * read<Row>({service: {openClient}, stores: {messages}}: App, {account, source}: Reading<Row>, signal: AbortSignal): AsyncGenerator<readonly Row[]> {
	yield * source({client: await openClient(account), signal, onNotice: messages.say});
}
