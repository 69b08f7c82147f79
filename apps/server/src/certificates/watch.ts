import { ownCommand } from '../commands/own-command.ts';
import type { Context } from '../context.ts';
import { leafTerms } from './families.ts';
import { holdersOf, warningDays } from './radar.ts';
import { selectCertificates, selectTrusted, selectUnasked, selectWantingRenewal, takeRenewals, takeWarnings } from './radar-store.ts';

/** More roots and intermediates than any install has. */
const mostAuthorities = 5_000;

/**
 * Job: tells of what has come closer to its end, each certificate once a threshold (365, 180, 90, 30, 7 days and the end itself;
 * leaves 21, 7, 1): happening `certificate.expiring`, its subject the certificate's id. Returns how many.
 */
export async function warnOfExpiry({ db, clock, commit, tell }: Pick<Context, 'db' | 'clock' | 'commit' | 'tell'>): Promise<number> {
  const at = clock();
  const due = await takeWarnings(db, { at, days: warningDays });
  if (due.length === 0) return 0;
  const known = await selectCertificates(db, { before: null, limit: mostAuthorities, role: 'root' });
  const { holders } = holdersOf(known, await selectTrusted(db), at);
  await commit({
    happening: due.map((row) => ({
      tenantId: row.tenantId,
      at,
      kind: 'certificate.expiring',
      subject: String(row.id),
      data: {
        role: row.role,
        use: row.use,
        name: row.subject,
        stationId: row.identity,
        validTo: new Date(row.validTo).toISOString(),
        days: row.days,
        stations: holders.get(row.id)?.length ?? 0,
        stranded: holders.get(row.id)?.filter(({ isStranded }) => isStranded).length ?? 0,
      },
    })),
  });
  tell();
  return due.length;
}

const triggers = { station: 'SignChargingStationCertificate', v2g: 'SignV2GCertificate', v2g20: 'SignV2G20Certificate' } as const;

/** Job: asks connected stations whose certificate ends in less than 30 days to have a new one signed, once a day. Returns how many. */
export async function renewStations(context: Context): Promise<number> {
  const { db, clock, gateway, log } = context;
  const order = { at: clock(), renewDays: leafTerms.station.renewDays };
  const wanting = await selectWantingRenewal(db, order);
  const stationIds = wanting.filter((id) => gateway.peek(id)?.phase === 'accepted').slice(0, 50);
  if (stationIds.length === 0) return 0;
  const due = await takeRenewals(db, { ...order, stationIds });
  for (const { identity, tenantId, use } of due) {
    const message = triggers[use as keyof typeof triggers];
    ownCommand(context, { identity, tenantId }, { verb: 'trigger', message }).catch((error: unknown) =>
      log.warn({ station: identity, err: error }, 'certificates.renewalNotAsked'),
    );
  }
  return due.length;
}

/** Most stations asked in one run; each is asked once in 30 days. */
const mostAsked = 100;
const askedEveryDays = 30;

/**
 * Job: asks connected stations that use TLS, or have told of certificates before, which ones they hold now: what they trust
 * may be changed by their maker or on site. Returns how many.
 */
export async function askWhatStationsTrust(context: Context): Promise<number> {
  const { db, clock, gateway, log } = context;
  const wanting = await selectUnasked(db, { before: clock() - askedEveryDays * 86_400_000, limit: 10 * mostAsked });
  const due = wanting.filter(({ id }) => gateway.peek(id)?.phase === 'accepted').slice(0, mostAsked);
  for (const { identity, tenantId } of due)
    ownCommand(context, { identity, tenantId }, { verb: 'getInstalledCertificateIds', types: [] }).catch((error: unknown) =>
      log.warn({ station: identity, err: error }, 'certificates.notAsked'),
    );
  return due.length;
}
