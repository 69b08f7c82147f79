/** How each status of a move looks. */
export const moveLooks = {
  queued: { tone: 'wait', shape: 'pause' },
  running: { tone: 'busy', shape: 'plug' },
  done: { tone: 'free', shape: 'check' },
  failed: { tone: 'broken', shape: 'cross' },
  cancelled: { tone: 'away', shape: 'cross' },
} as const;
