// Two kinds of tests: units (rules, modules, architecture) side by side, then journeys in a browser one after the other.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    pool: 'forks', // each file its own process: the embedded database keeps 500 MB, given back only when the process ends
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.ts',
            'seeds/**/*.test.ts',
            'test/*.test.ts',
            'bench/*.test.ts',
            'scripts/*.test.mjs',
          ],
          maxWorkers: 2,
          // Once again where nobody is there to do it by hand. Vitest names what was retried: it is looked into all the same.
          retry: Number(process.env.UNIT_RETRY ?? 0),
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          maxWorkers: 1,
          // A browser beside the server on a machine that does other things too: one slow second is no fault. Vitest names what was retried.
          retry: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
