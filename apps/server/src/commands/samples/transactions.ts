import type { CommandRequest } from '../words.ts';

/** Each verb in its plain and in its fullest form. For tests. */
export const transactionSamples: CommandRequest[] = [
  { verb: 'start', token: '04AABBCC', evseId: 1, limit: { maxCost: 20, maxEnergy: 30_000, maxTime: 3600, maxSoC: 80 } },
  { verb: 'getTransactionStatus' },
  { verb: 'getTransactionStatus', sessionId: 5 },
  { verb: 'costUpdated', sessionId: 5 },
  { verb: 'usePriorityCharging', sessionId: 5, active: true },
  { verb: 'usePriorityCharging', sessionId: 5, active: false },
];
