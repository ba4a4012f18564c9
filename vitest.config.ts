import {defineConfig} from 'vitest/config';
import {ClosingLine} from './test/support/closing-line.ts';

export default defineConfig({
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		setupFiles: ['test/support/property-seed.ts'],
		env: {TZ: 'UTC'}, // times on the screens that are compared
		/* Limits end what hangs: a busy machine is late, not wrong. */
		testTimeout: 240_000,
		hookTimeout: 240_000,
		expect: {poll: {timeout: 60_000}},
		pool: 'forks',
		maxWorkers: 3, // on two cores: tests wait for processes much of the time
		reporters: ['default', new ClosingLine()],
	},
});
