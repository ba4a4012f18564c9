import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {expect, it} from 'vitest';
import {withCursor} from '../../../source/app/stores/pane/cursor.ts';
import {openClient} from '../../../source/jotta/client.ts';
import {usualLimits} from '../../../source/jotta/http/bodies.ts';
import {draw} from '../../support/app/draw.tsx';
import {openTestApp, type TestApp} from '../../support/app/test-app.ts';
import {type, until} from '../../support/drive.ts';
import {wordsOf} from '../../support/hostile/check.ts';
import {openGround, type Ground} from '../../support/hostile/ground.ts';
import {
	arm,
	expectNothing,
	limitsFor,
	onceEach,
	planOf,
	runPlan,
	seed,
	type Planned,
} from '../../support/hostile/plan.ts';
import {screenScenarios, type ScreenScenario} from '../../support/hostile/screen-scenarios.ts';
import {rawIn} from '../../support/hostile-names.ts';
import {systemClock} from '../../support/sandbox.ts';

/*
JOTTAFM_SCREEN_MUTATIONS=5000 is the long form; JOTTAFM_SEED=random looks where nobody has looked yet. A failure prints what
has it again: JOTTAFM_SEED=1 JOTTAFM_MUTATION=17.
*/
const count = Number(process.env.JOTTAFM_SCREEN_MUTATIONS ?? 150);
const most = 3_000_000; // bytes of something huge
const longest = 30_000; // ms

const lists = ['places', 'trash', 'links', 'latest', 'versions'] as const;
const quiet = 3; // looks, one after the other, at which nothing goes on

type Screen = {readonly limits: object; readonly app: TestApp; readonly written: () => string; readonly text: () => Promise<string>};

async function openScreen({tools}: Ground): Promise<Screen> {
	const clock = {...systemClock, sleep: async () => undefined}; // a pause before a retry takes no time
	const limits = {...usualLimits};
	const client = await openClient({
		account: 'jotta', ...tools, clock, limits,
	});
	const app = await openTestApp({service: {client, tools: {...tools, clock, limits}}});
	const {raw, screen} = await draw(app);
	app.stores.window.activate(1);
	return {
		limits, app, written: raw, text: screen,
	};
}

function isBusy({server}: Ground, {panes, stores, typeAhead}: TestApp): boolean {
	return !server.isIdle() || typeAhead.isHolding() || panes.some(pane => pane.get().isLoading) || lists.some(name => stores[name].get().isLoading);
}

/** Waits until nothing goes on any more. */
async function settle(ground: Ground, app: TestApp): Promise<void> {
	let looks = 0;
	await until(() => {
		looks = isBusy(ground, app) ? 0 : looks + 1;
		return looks >= quiet;
	}, longest);
}

/** Back in the pane, which shows the home folder as it is. */
async function goHome(ground: Ground, {app}: Screen): Promise<void> {
	ground.server.spoilBy();
	await ground.reset();
	app.work.leave();
	const {window, wizards} = app.stores;
	for (let tries = 0; tries < 5 && (window.get().dialog !== undefined || window.get().screen !== 'browser' || wizards.get().current !== undefined); tries += 1) {
		type(app, 'Esc');
		await sleep(1);
	}

	window.close();
	window.show('browser');
	await app.panes[1].goTo({kind: 'cloud', account: 'jotta', path: '/Jotta/Archive'});
	await settle(ground, app);
}

function pointAt({panes: [, pane], stores}: TestApp, name: string): void {
	if (stores.window.get().screen === 'trash') {
		stores.trash.focusOn(({entry}) => entry.name === name);
	} else {
		pane.change(state => withCursor(state, state.rows.findIndex(row => row.name === name)));
	}
}

/** What is asked for ends with a word, or with a question. */
async function press(ground: Ground, {app}: Screen, {keys, answer, isDone, list}: ScreenScenario): Promise<void> {
	const {messages, window} = app.stores;
	const logged = messages.get().log.length;
	const isSaid = () => {
		const {log, message} = messages.get();
		return window.get().dialog !== undefined || (message !== undefined && !message.text.endsWith('…') && (log.length > logged || message.isProblem));
	};

	type(app, ...keys);
	await until(() => (list === undefined || ground.server.requests() > 0) && (!isDone || isSaid()), longest);
	await settle(ground, app);
	if (!(answer && window.get().dialog)) {
		return;
	}

	type(app, ...answer);
	await until(() => !isDone || isSaid(), longest);
	await settle(ground, app);
}

/** What the list shows, and whether it says that it could not be read. */
function shownIn({panes, stores}: TestApp, {list}: ScreenScenario) {
	if (list === undefined) {
		return {rows: '', problem: undefined};
	}

	const {rows, problem} = list === 'pane' ? panes[1].get() : stores[list].get();
	return {rows: JSON.stringify(rows), problem};
}

type Honest = {readonly rows: string; readonly requests: number};

async function runHonest(ground: Ground, screen: Screen, scenario: ScreenScenario): Promise<Honest> {
	await prepare(ground, screen, scenario);
	ground.server.spoilBy();
	await press(ground, screen, scenario);
	const requests = ground.server.requests();
	expect(scenario.isDone?.(ground.state()) ?? true, `${scenario.name} on an honest line: ${screen.app.stores.messages.get().message?.text}`).toBe(true);
	return {rows: shownIn(screen.app, scenario).rows, requests};
}

async function prepare(ground: Ground, screen: Screen, {before = [], row}: ScreenScenario): Promise<void> {
	const {app} = screen;
	await goHome(ground, screen);
	const isInPane = before[0] !== 'g';
	if (row !== undefined && isInPane) {
		pointAt(app, row);
	}

	type(app, ...before);
	await settle(ground, app);
	if (row !== undefined && !isInPane) {
		pointAt(app, row);
	}
}

async function runSpoilt(ground: Ground, screen: Screen, {subject, mutation, name, number, random}: Planned<ScreenScenario>, honest: Honest): Promise<string | undefined> {
	const {app} = screen;
	await prepare(ground, screen, subject);
	const before = ground.state();
	const [written, logged] = [screen.written().length, app.stores.messages.get().log.length];
	let hasProblem = false;
	const stop = app.stores.messages.subscribe(() => {
		hasProblem ||= app.stores.messages.get().message?.isProblem === true;
	});
	Object.assign(screen.limits, limitsFor(mutation));
	const whatWasSpoilt = arm(ground, {mutation, random}, {requests: honest.requests, most});
	const found: string[] = [];
	await press(ground, screen, subject).catch((error: unknown) => {
		found.push(`it hangs: ${String(error)}`);
	});
	ground.server.spoilBy();
	Object.assign(screen.limits, usualLimits);
	stop();
	const after = ground.state();
	const text = await screen.text();
	const log = app.stores.messages.get().log.slice(logged).map(line => line.text).join('\n');
	const {rows, problem} = shownIn(app, subject);
	const received = ground.foreign.received();
	const isOpen = app.stores.window.get().dialog !== undefined;
	const raw = rawIn(screen.written().slice(written));
	found.push(
		...wordsOf(`${log}\n${text.replaceAll(/[─│]/gv, ' ')}`),
		...(raw === undefined ? [] : [`it writes a raw control character: ${JSON.stringify(raw)}`]),
		...(ground.tokens().some(token => received.includes(token)) ? ['a token went to a foreign host'] : []),
		...(subject.isDestroying ? [] : [...before.contents].filter(md5 => md5 !== '' && !after.contents.has(md5)).map(md5 => `content is lost: ${md5}`)),
		...(subject.isDone && mutation.isCredible !== true && !hasProblem && !isOpen && !subject.isDone(after) ? ['it says nothing, and it is not done'] : []),
		...(subject.list !== undefined && mutation.mayLie !== true && problem === undefined && !hasProblem && rows !== honest.rows && rows !== '[]' ? [`it shows what is not there: ${rows.slice(0, 200)}`] : []),
		...(subject.list !== undefined && mutation.isNoAnswer === true && (whatWasSpoilt()?.status ?? 500) < 300 && problem === undefined && !hasProblem && rows !== honest.rows ? [`it takes no answer for an empty list: ${rows.slice(0, 200)}`] : []),
	);
	return found.length === 0
		? undefined
		: `${subject.name}: the answer to ${whatWasSpoilt()?.what} ${name}:\n${found.map(each => `  - ${each}`).join('\n')}\n${log}\n  JOTTAFM_SEED=${seed} JOTTAFM_MUTATION=${number}`;
}

it('a screen does not crash or hang, and shows only what is so, whatever the service answers', {timeout: 60_000 + (count * 4000)}, async () => {
	const found = await runPlan(planOf(screenScenarios, count), async () => {
		const ground = await openGround();
		await ground.reset();
		const screen = await openScreen(ground);
		const honest = onceEach(async (subject: ScreenScenario) => runHonest(ground, screen, subject));
		return async planned => runSpoilt(ground, screen, planned, await honest(planned.subject));
	});
	expectNothing(found, count);
});
