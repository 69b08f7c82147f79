import type { Logger } from 'pino';

/** Work done now and then by one process. A run that lasts longer than its interval is not started twice. */
export interface Job {
  name: string;
  everyMs: number;
  run: () => Promise<unknown>;
}

/** Starts them; the answer stops them and waits for those under way. */
export function scheduleJobs(jobs: readonly Job[], log: Logger): () => Promise<void> {
  const running = new Set<Promise<void>>();
  let isStopped = false;
  const timers = jobs.map((job) => {
    let isRunning = false;
    return setInterval(() => {
      if (isRunning || isStopped) return;
      isRunning = true;
      const run = job
        .run()
        .then(
          () => undefined,
          (error: unknown) => log.warn({ job: job.name, err: error }, 'job.failed'),
        )
        .finally(() => {
          isRunning = false;
          running.delete(run);
        });
      running.add(run);
    }, job.everyMs).unref();
  });
  return async () => {
    isStopped = true;
    for (const timer of timers) clearInterval(timer);
    await Promise.all(running);
  };
}
