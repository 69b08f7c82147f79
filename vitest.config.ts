import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.{ts,tsx}', 'e2e/**/*.test.ts', 'scripts/**/*.test.ts'],
    // Real databases, browsers and servers share two cores: few workers, generous limits, no retries.
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 60_000,
    // A browser and a server on two busy cores need more than the second Vitest gives a poll.
    expect: { poll: { timeout: 10_000 } },
    reporters: ['default'],
  },
});
