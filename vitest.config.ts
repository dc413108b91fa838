import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          testTimeout: 30_000,
          // They share nothing that changes, so what they import is loaded once: half of their processor time.
          isolate: false,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          globalSetup: ['test/support/postgres.global.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Much of their time is spent waiting for Slack's and the engine's clocks.
          maxWorkers: 2,
          maxConcurrency: 9,
          // Each file has a database of its own, and what it imports is loaded once.
          isolate: false,
        },
      },
    ],
  },
});
