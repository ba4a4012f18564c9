import {defineConfig} from 'vitest/config';
import {ClosingLine} from './test/support/closing-line.ts';

export default defineConfig({
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		env: {TZ: 'UTC'}, // times on the screens that are compared
		testTimeout: 60_000,
		hookTimeout: 60_000,
		pool: 'forks',
		maxWorkers: 2,
		reporters: ['default', new ClosingLine()],
	},
});
