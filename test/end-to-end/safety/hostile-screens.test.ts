import path from 'node:path';
import process from 'node:process';
import {it} from 'vitest';
import {until} from '../../support/drive.ts';
import {wordsOf} from '../../support/hostile/check.ts';
import {openGround, type Ground} from '../../support/hostile/ground.ts';
import {
	arm,
	expectNothing,
	planOf,
	runPlan,
	seed,
	type Planned,
} from '../../support/hostile/plan.ts';
import {memoryIn, memoryReport} from '../../support/hostile/memory.ts';
import {screenScenarios, type ScreenScenario} from '../../support/hostile/screen-scenarios.ts';
import {rawIn} from '../../support/hostile-names.ts';
import {keys, moveCursorTo} from '../../support/program/app.ts';
import {bytesOf} from '../../support/program/key-bytes.ts';
import {programFile} from '../../support/program/program.ts';
import {openTerminal, type Terminal} from '../../support/program/terminal.ts';

/*
The built program in a pseudo-terminal: its screen draws and its keys work, whatever the service sends. JOTTAFM_PROGRAM_SCREENS=200
is the long form; JOTTAFM_SEED=random looks where nobody has looked yet, JOTTAFM_SEED=1 JOTTAFM_MUTATION=17 has one again.
*/
const count = Number(process.env.JOTTAFM_PROGRAM_SCREENS ?? 10);
const most = 40_000_000; // bytes of something huge; four times that of something endless
const longest = 60_000; // ms

const heavy: ReadonlySet<string> = new Set(['is deeply nested', 'has something huge that nobody knows', 'has a huge value', 'never ends', 'is gzip', 'is silent', 'falls silent', 'drips slowly', 'has hostile names']);

/** What is read as soon as a key is pressed. */
const subjects = screenScenarios.filter(({name, before, answer}) => !before && !answer && name !== 'the accounts'); // a dialog has keys of its own

function openScreen({tools: {directories}, folder, server}: Ground, file: string): Terminal {
	return openTerminal({
		args: [programFile, '--config-dir', directories.configDir!, '--server', server.url, 'jotta:', path.join(folder, 'work')],
		cwd: folder,
		env: {HOME: folder, ...memoryReport(file)},
	});
}

/** Presses the keys, looks for help while the answer comes, and leaves. Gives the exit status. */
async function use(terminal: Terminal, {row, keys: pressed}: ScreenScenario, {arms, isSpoilt}: {readonly arms: () => void; readonly isSpoilt: () => boolean}): Promise<number> {
	await terminal.waitFor(text => text.includes('plan.txt') && text.includes('online'));
	if (row !== undefined) {
		await moveCursorTo(terminal, row);
	}

	arms();
	terminal.type(pressed.map(key => bytesOf(key)).join(''));
	await until(isSpoilt);
	terminal.type(keys.F1);
	await terminal.waitFor(/\d+ commands/v, longest);
	terminal.type(keys.Esc);
	await terminal.waitFor(text => !/\d+ commands/v.test(text), longest);
	terminal.type(keys.F10);
	return terminal.exited;
}

async function runSpoilt(ground: Ground, {subject, mutation, name, number, random}: Planned<ScreenScenario>): Promise<string | undefined> {
	await ground.reset();
	ground.server.spoilBy();
	const file = path.join(ground.tools.directories.folder, 'memory');
	const terminal = openScreen(ground, file);
	let whatWasSpoilt: ReturnType<typeof arm> = () => undefined;
	const timer = setTimeout(terminal.kill, longest * 2);
	const problems: string[] = [];
	try {
		const status = await use(terminal, subject, {
			arms() {
				whatWasSpoilt = arm(ground, {mutation, random}, {requests: 1, most});
			},
			isSpoilt: () => whatWasSpoilt() !== undefined,
		});
		problems.push(...(status === 0 ? [] : [`it ends with ${status}`]), ...memoryIn(file));
	} catch (error) {
		problems.push(`it does not answer: ${String(error)}`);
		terminal.kill();
		await terminal.exited;
	} finally {
		clearTimeout(timer);
		ground.server.spoilBy();
	}

	const raw = rawIn(terminal.raw());
	const received = ground.foreign.received();
	problems.push(
		...wordsOf(terminal.raw().replaceAll(/\u{1B}\[[\d;?]*\w|[─│]/gv, ' ')), // eslint-disable-line no-control-regex, regexp/no-control-character -- what a terminal does not show
		...(raw === undefined ? [] : [`it writes a raw control character: ${JSON.stringify(raw)}`]),
		...(ground.tokens().some(token => received.includes(token)) ? ['a token went to a foreign host'] : []),
	);
	return problems.length === 0
		? undefined
		: `${subject.name}: the answer to ${whatWasSpoilt()?.what} ${name}:\n${problems.map(each => `  - ${each}`).join('\n')}\n  JOTTAFM_SEED=${seed} JOTTAFM_MUTATION=${number}`;
}

it('a screen draws and answers keys, and keeps its memory, whatever the service sends', {timeout: 120_000 + (count * longest)}, async () => {
	const found = await runPlan(planOf(subjects, count, name => heavy.has(name)), async () => {
		const ground = await openGround();
		return async planned => runSpoilt(ground, planned);
	});
	expectNothing(found, count);
});
