import {cleanText} from '../clean-text.ts';
import {counted, longSize} from '../format.ts';
import type {Account} from '../settings/accounts.ts';
import type {Md5Cache} from '../transfers/hash/md5-cache.ts';
import type {Item} from '../transfers/item.ts';
import type {JobRequest} from '../transfers/job.ts';
import {createOpener} from '../transfers/open-location.ts';
import {planJob, type Planned} from '../transfers/plan.ts';
import {printLocation} from '../transfers/location-text.ts';
import {nextStepText} from '../cli/advice-text.ts';
import type {NameCodec} from '../jotta/name-codec.ts';
import type {Context} from '../cli/context.ts';
import type {ExitStatus} from '../cli/exit-status.ts';

/** Prints what a cp or mv would do, file by file. */
export async function showPlan(request: JobRequest, {md5Cache, context}: {readonly md5Cache: Md5Cache; readonly context: Context}): Promise<ExitStatus> {
	const {tools, output, signal} = context;
	const home = request.target.kind === 'cloud' ? (await tools.accounts.get(request.target.account)).home : undefined;
	const sums = {items: 0, bytes: 0, failed: 0};
	await planJob(request, {
		opener: createOpener(tools), md5Cache, clock: tools.clock, signal,
	}, {
		onItem(item, planned) {
			print(item, planned, {
				request, home, output, names: tools.names,
			});
			if (planned.action === 'fail') {
				sums.failed += 1;
			} else if (planned.action !== 'same' && planned.action !== 'skip') {
				sums.items += 1;
				sums.bytes += item.size;
			}
		},
		onBatch: output.flush,
	});
	output.note(`${counted(sums.items, 'item')} would be ${request.kind === 'copy' ? 'copied' : 'moved'}, ${longSize(sums.bytes)} at most. Nothing was done.`);
	return sums.failed > 0 ? 1 : 0;
}

type Printing = {readonly request: JobRequest; readonly home: Account['home'] | undefined; readonly output: Context['output']; readonly names: NameCodec}; // home: of the target's account

function print({name, size, source, target, state}: Item, {action, reason}: Planned, {request, home, output, names}: Printing): void {
	const failure = 'failure' in state ? state.failure : undefined;
	const verb = action === 'copy' && request.kind === 'move' ? 'move' : action;
	output.result({
		action: verb, reason, name, size, from: printLocation(source, {names}), to: printLocation(target, {names}), failure: failure && {...failure, nextStep: nextStepText(failure.nextStep)},
	}, `${verb.padEnd(9)}  ${longSize(size).padStart(9)}  ${cleanText(printLocation(target, {names, home}))}  (${cleanText(reason)})`);
}
