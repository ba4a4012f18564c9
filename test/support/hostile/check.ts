import {changedInCloud, differences, type State} from './state.ts';
import type {Ground} from './ground.ts';
import {isForged} from './hostile-text.ts';
import type {Mutation} from './mutations.ts';
import type {Ended} from './run-command.ts';
import type {Scenario} from './scenarios.ts';

/** What was there before a run, and what came out of it. */
export type Run = {
	readonly scenario: Scenario;
	readonly mutation: Mutation;
	readonly before: State;
	readonly ended: Ended;
	readonly truth: Ended; // on an honest line
	readonly wasHonest: boolean; // nothing was spoilt: there were fewer requests
	readonly spoilt: number; // status of the answer that was spoilt
};

const crash = /TypeError|RangeError|ReferenceError|SyntaxError|^\s+at .+:\d+|is not a function|Cannot read prop|call stack|Something unexpected|heap|\bassert/mv;
const rawMarkup = /<\?xml|<!doctype|<\/?(?:html|error|body|h1)\b|\[object |\bundefined\b|\bnan\b/iv;
const rawControl = /[\u{0}-\u{8}\u{B}-\u{1F}\u{7F}-\u{9F}\u{202A}-\u{202E}\u{2066}-\u{2069}]/v; // eslint-disable-line no-control-regex, regexp/no-control-character -- this is what must not be there

/** All that must be so, whatever the service answers. Returns what is not. */
export async function violations(ground: Ground, run: Run): Promise<readonly string[]> {
	const after = ground.state();
	return [...ofWords(run), ...ofFiles(ground, run, after), ...await ofTruth(ground, run, after)];
}

/** What no person should see in a text, whatever was answered. */
export function wordsOf(shown: string): readonly string[] {
	return [
		...(crash.test(shown) ? ['it shows a crash'] : []),
		...(rawMarkup.test(shown) ? [`it shows markup: ${rawMarkup.exec(shown)?.[0]}`] : []),
	];
}

function ofWords({ended: {out, err, hangs, crashes, status}, scenario}: Run): readonly string[] {
	const shown = scenario.isRaw ? err : out + err;
	return [
		...crashes.map(stack => `the engine crashed: ${stack}`),
		...(hangs ? ['it hangs'] : []),
		...wordsOf(shown),
		...(isForged(shown) ? ['a name makes a line of its own'] : []),
		...(rawControl.test(shown) ? [`it writes a raw control character: ${JSON.stringify(rawControl.exec(shown)?.[0])}`] : []),
		...(status !== 0 && err === '' ? [`it fails (${status}) without a word`] : []),
	];
}

function ofFiles(ground: Ground, {before, scenario}: Run, after: State): readonly string[] {
	const received = ground.foreign.received();
	const isMeant = (file: string) => file.startsWith('work/target/') || (scenario.words[0] === 'mv' && /^work\/(?:up\.txt|tree)/v.test(file));
	return [
		...(ground.tokens().some(token => received.includes(token)) ? ['a token went to a foreign host'] : []),
		...differences(before.disk, after.disk, file => !isMeant(file)).map(file => `${file} was written, and is outside of the target`),
		...(scenario.ownPlace ? changedInCloud(before, after).filter(path => !scenario.ownPlace!.test(path)).map(path => `${path} was changed, and is no business of it`) : []),
		...(scenario.isDestroying ? [] : [...before.contents].filter(md5 => md5 !== '' && !after.contents.has(md5) && !isReplaced(scenario)).map(md5 => `content is lost: ${md5}`)),
	];
}

const isReplaced = ({words}: Scenario) => words.at(-1) === 'target/there.txt';

async function ofTruth({accounts}: Ground, {scenario, mutation, before, ended: {status, out}, truth, spoilt, wasHonest}: Run, after: State): Promise<readonly string[]> {
	const found = wasHonest && status !== 0 ? [`it fails (${status}) on an honest line`] : [];
	if (status === 0 && mutation.isCredible !== true && scenario.isDone && !await scenario.isDone(after, {before, accounts, out})) {
		found.push('it says done, and it is not done');
	}

	if (status === 0 && !scenario.isDone && (mutation.mayLie !== true || (scenario.isRaw && !scenario.words.includes('--offset'))) && out !== truth.out) {
		found.push(`it says done, and what it gives is not what is there: ${JSON.stringify(out.slice(0, 300))} for ${JSON.stringify(truth.out.slice(0, 300))}`);
	}

	if (mutation.isNoAnswer && spoilt < 300 && ![0, 1, 3].includes(status)) {
		found.push(`it concludes a fact from what is no answer (${status})`);
	}

	return found;
}
