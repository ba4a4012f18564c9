import process from 'node:process';
import type {Reporter, TestModule} from 'vitest/node';

/** Ends a run with one plain line that any CI can read: "N passed, N failed, N skipped". */
export class ClosingLine implements Reporter {
	onTestRunEnd(modules: readonly TestModule[]): void {
		const counts = {passed: 0, failed: 0, skipped: 0};
		for (const module of modules) {
			counts.failed += module.errors().length;
			for (const test of module.children.allTests()) {
				const {state} = test.result();
				if (state !== 'pending') {
					counts[state] += 1;
				}
			}
		}

		process.on('exit', () => {
			console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
		});
	}
}
