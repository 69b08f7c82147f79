import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.{ts,tsx}', 'e2e/**/*.test.ts', 'scripts/**/*.test.ts'],
    // Real databases, browsers and servers share two cores; most of their time is waiting for each other. Generous limits; scripts/test.ts says what passed only when run again.
    maxWorkers: 3,
    testTimeout: 90_000,
    hookTimeout: 60_000,
    // A browser and a server on two busy cores need more than the second Vitest gives a poll.
    expect: { poll: { timeout: 10_000 } },
    reporters: ['default'],
  },
});
