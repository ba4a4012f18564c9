import process from 'node:process';
import {writeFileSync, appendFileSync} from 'node:fs';
import fc from 'fast-check';
import {it} from 'vitest';
import {openGround} from '../support/nothing-is-lost/ground.ts';
import {intercept} from '../support/nothing-is-lost/intercept.ts';
import {anyPlan, tellPlan} from '../support/nothing-is-lost/run-plan.ts';
import {runPlan} from '../support/nothing-is-lost/run.ts';

it('explores', {timeout: 3_600_000}, async () => {
	const restore = await intercept();
	const ground = await openGround();
	const out = process.env.OUT ?? '/tmp/explore.txt';
	writeFileSync(out, '');
	const plans = fc.sample(anyPlan, {numRuns: Number(process.env.N ?? 50), seed: Number(process.env.SEED ?? 1)});
	const counts = new Map<string, number>();
	for (const [index, plan] of plans.entries()) {
		const start = performance.now();
		let result;
		try { result = await runPlan(ground, plan); } catch (error) { result = {violations: [{kind: 'THROWN', text: String((error as Error).stack)}], story: () => ''}; }
		const took = Math.round(performance.now() - start);
		for (const {kind} of result.violations) counts.set(kind, (counts.get(kind) ?? 0) + 1);
		appendFileSync(out, `=== ${index} ${took} ms, ${result.violations.length} violations\n${result.violations.map(v => `!! ${v.kind}: ${v.text}`).join('\n')}\n${result.violations.length > 0 || process.env.ALL ? `${tellPlan(plan)}\n${result.story()}\n` : ''}`);
	}
	appendFileSync(out, `COUNTS ${JSON.stringify([...counts])}\n`);
	restore();
});
