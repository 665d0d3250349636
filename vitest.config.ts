import { defineConfig } from 'vitest/config';

/** Unit and property tests: `*.test.ts` under test/, each in the folder of its room (test/build/tests-mirror.test.ts). The end-to-end tests are `*.spec.ts` and Playwright's. */
export default defineConfig({
  test: {
    globalSetup: ['test/harness/base/print-seed.ts'],
    setupFiles: ['test/harness/base/fixed-seed.ts'],
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'dist/**', 'out/**'],
    allowOnly: false,
    passWithNoTests: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    teardownTimeout: 10_000,
    maxWorkers: 2,
    server: { deps: { external: [/libsodium/, /better-sqlite3/] } },
  },
});
