import { statfs } from 'node:fs/promises';
import type { HappeningKind } from '@stationmaster/contract';
import { type AlertKind, alertKinds } from '@stationmaster/domain';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { createFollower } from '../live/follow.ts';
import { paceOf } from './conditions.ts';
import { evaluate } from './evaluate.ts';
import { tellOfAlerts } from './notify.ts';
import { endSettledAlerts } from './settle.ts';

type Needs = Pick<Context, 'config' | 'db' | 'clock' | 'log' | 'tell'>;

/** News that make it worth looking at once instead of when the time has come. */
const wakes: Readonly<Partial<Record<HappeningKind, (data: Record<string, unknown>) => readonly AlertKind[]>>> = {
  'connector.changed': ({ status }) => (status === 'Faulted' ? ['faulted'] : []),
  'station.event': ({ kind }) => (kind === 'security' ? ['securityEvent'] : []),
  'firmware.changed': ({ state }) => (state === 'stopped' || state === 'rollingBack' ? ['campaignStopped'] : []),
  'certificate.expiring': () => ['certificateExpiring', 'rootEnding'],
  'runbook.changed': ({ status }) => (status === 'gaveUp' ? ['runbookGaveUp'] : []),
};

/**
 * The alerts' own life: `run` is a job. It reads what happened since the last time from a place that survives the process, looks at the
 * rules that concerns and at those whose time has come, ends what is over and queues what is to be told.
 */
export function createAlertWatch(context: Needs): { run: () => Promise<void> } {
  const { db, clock, log } = context;
  const startedAt = clock();
  const lookedAt = new Map<AlertKind, number>();
  const follower = createFollower(db, {
    reader: 'alerts',
    kinds: Object.keys(wakes),
    // Every start and end of a session changes a connector; only faults wake anybody.
    where: sql<boolean>`case kind when 'connector.changed' then data like '%"Faulted"%' else true end`,
  });
  return {
    run: async () => {
      const at = clock();
      const due = new Set(alertKinds.filter((kind) => at - (lookedAt.get(kind) ?? Number.NEGATIVE_INFINITY) >= paceOf[kind]));
      const news = await follower.read();
      for (const { kind, data } of news.items) for (const woken of wakes[kind as HappeningKind]?.(data) ?? []) due.add(woken);
      if (due.size > 0) {
        const diskPercent = due.has('diskFilling') ? await diskUse(context) : null;
        await evaluate(context, [...due], { at, startedAt, diskPercent });
        for (const kind of due) lookedAt.set(kind, at);
      }
      // Only now are they dealt with: whoever is killed before reads them again.
      await news.keep();
      if (news.items.length > 0) log.debug({ items: news.items.length }, 'alerts.read');
      await endSettledAlerts(context);
      await tellOfAlerts(context);
    },
  };
}

/** How full the disk of the data folder is, in percent of what may be used; null: not known. */
async function diskUse({ config, log }: Pick<Context, 'config' | 'log'>): Promise<number | null> {
  try {
    const { blocks, bfree, bavail } = await statfs(config.dataDir);
    const used = blocks - bfree;
    return used + bavail === 0 ? null : (100 * used) / (used + bavail);
  } catch (error) {
    log.warn({ err: error }, 'alerts.diskNotKnown');
    return null;
  }
}
