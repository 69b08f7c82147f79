import type { heldCertificate } from '@stationmaster/contract';
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { Tables } from '../db/tables.gen.ts';
import { certificateView, createRecognizer } from './radar.ts';
import { selectBySerial, selectTrusted } from './radar-store.ts';
import { factsOf } from './text.ts';

/** What a station holds, as it last told, the newest word first; each with the certificate behind the hashes where that is known. */
export async function selectHeld(db: Kysely<Tables>, stationId: number, at: number): Promise<z.input<typeof heldCertificate>[]> {
  const held = await selectTrusted(db, stationId);
  const known = await selectBySerial(
    db,
    held.map(({ serial }) => serial),
  );
  const recognize = createRecognizer(known);
  const byId = new Map(known.map((row) => [row.id, row]));
  return held.map((one) => {
    const { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber, children = [] } = one.told;
    const row = byId.get(recognize(one)?.id ?? 0);
    return {
      key: one.key,
      types: one.types,
      // To the letter: by these the station knows it again.
      hashAlgorithm,
      issuerNameHash,
      issuerKeyHash,
      serialNumber,
      below: children.length,
      toldAt: one.at.toISOString(),
      known: row === undefined ? null : { ...certificateView(row, at), issuer: factsOf(row.pem)?.issuer ?? '' },
    };
  });
}
