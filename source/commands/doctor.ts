import {open, type FileHandle} from 'node:fs/promises';
import path from 'node:path';
import {cleanJson, cleanText} from '../clean-text.ts';
import {accountArgument, chosenAccount, defineCommand} from '../cli/command.ts';
import type {Context} from '../cli/context.ts';
import type {ExitStatus} from '../cli/exit-status.ts';
import {createCloudOpener} from '../cli/for-each-path.ts';
import type {Trial} from '../doctor/bench/trial.ts';
import {examine, type Finding} from '../doctor/examine.ts';
import {findingFacts, findingLine, stepText} from '../doctor/report.ts';
import {trials} from '../doctor/trials/table.ts';
import {Failure} from '../failure.ts';
import {counted} from '../format.ts';
import {diskFailure} from '../files/disk-failures.ts';
import {diskPath} from '../files/local-name.ts';
import {networkOfEnvironment} from '../settings/environment.ts';
import {version} from '../version.ts';
import {writeAll} from '../write-all.ts';

export type DoctorOptions = {readonly dryRun?: boolean; readonly report?: string; readonly only?: readonly string[]};

export const doctorCommand = defineCommand({
	name: 'doctor',
	summary: 'try what is unknown about the service, and report it without names',
	arguments: [accountArgument],
	options: [
		{flags: '--dry-run', about: 'show what would be tried; nothing is sent', conflicts: ['report']},
		{flags: '--report <file>', about: 'write the report to a new file, too'},
		{flags: '--only <number>', about: 'only these questions, by number or name; again for each', isRepeatable: true},
	],
	examples: {
		'jottafm doctor --report doctor.txt': 'in a folder of its own, which it deletes for good; the file can be attached to an issue',
		'jottafm doctor --dry-run': 'all that would be tried',
		'jottafm doctor --only U5 --only N25': 'these questions again',
		'jottafm doctor --json work: | jq \'select(.verdict == "differs")\'': 'where another account’s service is not as assumed',
	},
	json: {
		number: 'of the question', name: 'of the trial', question: 'what was tried', assumed: 'what the program takes for true',
		verdict: 'as assumed, differs or not tried', seen: 'what came of it', why: 'of what was not tried', version: 'of jottafm; first line', service: 'Jottacloud or another server; first line',
	},
	run: async ([name], options: DoctorOptions, context) => options.dryRun === true ? show(options, context) : doctor(await chosenAccount(name, context), options, context),
});

/** What would be tried, and what the program takes for true. */
function show({only}: DoctorOptions, {output}: Context): ExitStatus {
	for (const {number, name, question, assumed} of chosen(only)) {
		output.result({
			number, name, question, assumed,
		}, {columns: [number, name, question, `assumed: ${assumed}`]});
	}

	return 0;
}

/** @throws Failure `usage` for a number that no question has */
function chosen(only: readonly string[] | undefined): readonly Trial[] {
	const isMeant = (word: string, {number, name}: Trial) => name === word || number.split(', ').includes(word);
	const unknown = only?.find(word => trials.every(trial => !isMeant(word, trial)));
	if (unknown !== undefined) {
		throw new Failure('usage', `There is no question ${unknown}.`, {nextStep: 'jottafm doctor --dry-run lists all.'});
	}

	return only === undefined ? trials : trials.filter(trial => only.some(word => isMeant(word, trial)));
}

/** 1 where anything is not as assumed, or was not tried: a script can tell. */
async function doctor(name: string, {report, only}: DoctorOptions, context: Context): Promise<ExitStatus> {
	const asked = chosen(only);
	const {output, signal, cwd} = context;
	const {client, print} = await createCloudOpener(context)(`${name}:/`);
	const file = report === undefined ? undefined : await openReport(path.resolve(cwd, report));
	const counts = {'as assumed': 0, differs: 0, 'not tried': 0};
	try {
		const first = {version, service: client.account.server === undefined ? 'Jottacloud' : 'another server'};
		await tell(first, [`jottafm ${version}`, first.service], {output, file});
		const {failure, left} = await examine({
			client, signal, trials: asked, network: networkOfEnvironment(),
			onStep(trial: Trial) {
				output.note(stepText(trial));
			},
			async onFinding(finding: Finding) {
				counts[finding.verdict] += 1;
				await tell(findingFacts(finding), findingLine(finding), {output, file});
			},
		});
		if (left) {
			const place = print(left.path);
			output.failure(`The doctor’s folder could not be deleted${left.isTrashed ? ` for good: ${place} is in the trash` : `: ${place} may still be there`}.`, left.isTrashed ? 'Delete it there.' : 'Look for it, and delete it.');
		}

		if (failure) {
			const untried = asked.length - counts['as assumed'] - counts.differs - counts['not tried'];
			output.note(`Not tried: ${untried} of ${counted(asked.length, 'question')}.`);
			throw failure;
		}

		return verdictOf(counts, {output, isCleared: left === undefined});
	} finally {
		await file?.handle.close();
	}
}

function verdictOf({differs, 'not tried': untried, 'as assumed': assumed}: Readonly<Record<Finding['verdict'], number>>, {output, isCleared}: Pick<Context, 'output'> & {readonly isCleared: boolean}): ExitStatus {
	if (differs + untried === 0) {
		output.note(`All is as assumed: ${counted(assumed, 'question')}.`);
		return isCleared ? 0 : 1;
	}

	output.failure(`Of ${counted(assumed + differs + untried, 'question')}, answered otherwise than assumed: ${differs}; not tried: ${untried}.`, 'Attach the report to an issue: no name of yours is in it.');
	return 1;
}

type ReportFile = {readonly handle: FileHandle; readonly path: string; length: number};

/** For its owner alone. @throws Failure `already-exists`: never replaces */
async function openReport(file: string): Promise<ReportFile> {
	try {
		return {handle: await open(diskPath(file), 'wx', 0o600), path: file, length: 0};
	} catch (error) {
		throw diskFailure(error, file);
	}
}

/** A line of the report, to both places at once: what was found is kept whatever comes. */
async function tell(facts: object, columns: readonly string[], {output, file}: Pick<Context, 'output'> & {readonly file: ReportFile | undefined}): Promise<void> {
	output.result(facts, {columns});
	await output.flush();
	if (!file) {
		return;
	}

	const line = new TextEncoder().encode(`${output.isJson ? cleanJson(facts) : columns.map(column => cleanText(column)).join('\t')}\n`);
	try {
		await writeAll(file.handle, line, file.length);
	} catch (error) {
		throw diskFailure(error, file.path);
	}

	file.length += line.length;
}
