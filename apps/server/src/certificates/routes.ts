import type { certificateRoutes } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import { fail } from '../errors.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { stationRowId } from '../stations/row-id.ts';
import { LockedAuthority, replaceRoot } from './authority.ts';
import { selectHeld } from './held.ts';
import { certificateView, holdersOf, leavesWithinMs, radarView } from './radar.ts';
import { countStationLeaves, findCertificate, selectCertificates, selectTrusted, selectWatched } from './radar-store.ts';
import { soundAuthority } from './sound.ts';
import { insertCertificate, setState } from './store.ts';

const mostAuthorities = 5_000;

/** The API of certificates. */
export function certificateHandlers(context: Context): Handlers<typeof certificateRoutes> {
  return {
    certificateRadar: (_, call) =>
      call.tx(async (db) => {
        const watched = await selectWatched(db, call.now + leavesWithinMs);
        const known = await selectCertificates(db, { before: null, limit: mostAuthorities, role: 'root' });
        const { holders, unknown } = holdersOf(known, await selectTrusted(db), call.now);
        return {
          items: watched.map((row) => radarView(row, holders.get(row.id) ?? [], call.now)),
          stationCertificates: await countStationLeaves(db),
          unknownTrusted: unknown,
          isLocked: await context.authority.isLocked(call.tenantId),
          signsOutside: context.config.signingUrl !== '',
          hasContracts: context.certificates.contract !== null,
        };
      }),
    listCertificates: ({ query: { cursor, limit, ...filter } }, call) =>
      call.tx(async (db) => {
        const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
        const rows = await selectCertificates(db, { ...filter, before, limit: limit + 1 });
        return pageOf(rows, { limit, view: (row) => certificateView(row, call.now), key: (row) => [row.id] });
      }),
    getCertificate: ({ params: { certificateId: id } }, call) =>
      call.tx(async (db) => {
        const row = await findCertificate(db, id);
        if (row === undefined) throw fail('notFound', { what: 'certificate', id });
        return { ...certificateView(row, call.now), pem: row.pem, chain: row.chain };
      }),
    listCertificateStations: ({ params: { certificateId: id } }, call) =>
      call.tx(async (db) => {
        const row = await findCertificate(db, id);
        if (row === undefined) throw fail('notFound', { what: 'certificate', id });
        const known = await selectCertificates(db, { before: null, limit: mostAuthorities, role: 'root' });
        const { holders } = holdersOf(known, await selectTrusted(db), call.now);
        const items = (holders.get(id) ?? []).map(({ stationId, identity, name, isStranded }) => ({
          stationId: identity,
          name,
          isStranded,
          connected: context.gateway.peek(stationId) !== undefined,
        }));
        return { items };
      }),
    listHeldCertificates: ({ params: { stationId } }, call) =>
      call.tx(async (db) => ({ items: await selectHeld(db, await stationRowId(db, stationId), call.now) })),
    ...changes(context),
  };
}

type Changes = 'importCertificate' | 'revokeCertificate' | 'replaceAuthority';

function changes(context: Context): Pick<Handlers<typeof certificateRoutes>, Changes> {
  const { authority } = context;
  return {
    importCertificate: async ({ body: { use, pem } }, call) => {
      const facts = soundAuthority(pem, { path: 'pem', at: call.now });
      const view = await call.tx(async (db) => {
        call.subject(facts.subject, { use, fingerprint: facts.fingerprint });
        const role = facts.isSelfSigned ? 'root' : 'intermediate';
        const id = await insertCertificate(db, {
          tenantId: call.tenantId,
          role,
          use,
          origin: 'imported',
          state: 'active',
          facts,
          at: call.now,
        });
        const row = await findCertificate(db, id);
        if (row === undefined) throw fail('notFound', { what: 'certificate', id });
        return certificateView(row, call.now);
      });
      await authority.refresh();
      return view;
    },
    revokeCertificate: async ({ params: { certificateId: id }, body: { reason } }, call) => {
      let stationId: number | null = null;
      const view = await call.tx(async (db) => {
        const found = await findCertificate(db, id);
        if (found === undefined) throw fail('notFound', { what: 'certificate', id });
        const isOurs = found.origin === 'own' && found.role === 'leaf';
        if (!isOurs && found.origin !== 'imported' && found.origin !== 'external') throw fail('certificateNotRevocable', { id });
        call.subject(found.subject, { reason, fingerprint: found.fingerprint });
        await setState(db, [id], { state: 'revoked', reason, at: call.now });
        stationId = found.use === 'station' ? found.stationId : null;
        return certificateView((await findCertificate(db, id)) ?? found, call.now);
      });
      await authority.refresh();
      // Whoever is inside with it has to show another one.
      if (stationId !== null) context.gateway.disconnect(stationId, 'certificate revoked');
      return view;
    },
    replaceAuthority: async ({ body: { name } }, call) => {
      try {
        // The API's role may not touch keys: the authority works as the owner, in a transaction of its own.
        const { root } = await replaceRoot(authority.world, call.tenantId, name);
        const view = await call.tx(() => {
          call.subject(name, { fingerprint: root.fingerprint });
          return Promise.resolve(certificateView({ ...root, identity: null }, call.now));
        });
        await authority.refresh();
        return view;
      } catch (error) {
        if (error instanceof LockedAuthority) throw fail('authorityLocked');
        throw error;
      }
    },
  };
}
