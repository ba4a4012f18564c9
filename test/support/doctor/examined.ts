import type {Client} from '../../../source/jotta/client.ts';
import {
	examine,
	type Examination,
	type ExamineOptions,
	type Finding,
} from '../../../source/doctor/examine.ts';
import {trials} from '../../../source/doctor/trials/table.ts';

export type Examined = Examination & {
	readonly findings: readonly Finding[];
	/** Each question that is not answered as assumed: `name: seen`. */
	readonly odd: readonly string[];
};

/** All that the doctor finds in an account. */
export async function examined(client: Client, options: Partial<ExamineOptions> = {}): Promise<Examined> {
	const findings: Finding[] = [];
	const end = await examine({
		client, trials, network: {}, signal: undefined,
		onStep() {}, // eslint-disable-line @typescript-eslint/no-empty-function -- nobody reads along
		onFinding(finding) {
			findings.push(finding);
		},
		...options,
	});
	return {
		...end, findings, odd: findings.filter(({verdict}) => verdict !== 'as assumed').map(({trial: {name}, seen}) => `${name}: ${seen}`),
	};
}
