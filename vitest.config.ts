import {defineConfig} from 'vitest/config';
import {ClosingLine} from './test/support/closing-line.ts';

export default defineConfig({
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		setupFiles: ['test/support/property-seed.ts'],
		env: {TZ: 'UTC'}, // times on the screens that are compared
		testTimeout: 60_000,
		hookTimeout: 60_000,
		expect: {poll: {timeout: 15_000}}, // a busy machine is late, not wrong
		pool: 'forks',
		maxWorkers: 2,
		reporters: ['default', new ClosingLine()],
	},
});
