import type { Logger } from 'pino';

/** Work done now and then by one process. A run that lasts longer than its interval is not started twice. */
export interface Job {
  name: string;
  everyMs: number;
  run: () => Promise<unknown>;
}

/** Neighbours in the list are farthest apart in time. [Golden ratio: Knuth, TAOCP 3, §6.4] */
const SPREAD = (Math.sqrt(5) - 1) / 2;

/**
 * Starts them; the answer stops them and waits for those under way. Each has its own place within its interval, so that they
 * do not all ask the database at the same moment, each on a connection of its own.
 */
export function scheduleJobs(jobs: readonly Job[], log: Logger): () => Promise<void> {
  const running = new Set<Promise<void>>();
  let isStopped = false;
  const start = (job: Job): (() => void) => {
    let isRunning = false;
    return () => {
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
    };
  };
  const timers = jobs.map((job, index) => {
    const run = start(job);
    const timer: { current: NodeJS.Timeout } = {
      current: setTimeout(
        () => {
          timer.current = setInterval(run, job.everyMs).unref();
          run();
        },
        job.everyMs * (((index + 1) * SPREAD) % 1),
      ).unref(),
    };
    return timer;
  });
  return async () => {
    isStopped = true;
    for (const { current } of timers) clearTimeout(current);
    await Promise.all(running);
  };
}
