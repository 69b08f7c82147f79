import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { signedValuesOf } from './extract.ts';
import { readRecord } from './record.ts';
import { hasRecord, insertRecord, type NewRecord, selectChain, selectRequests } from './store.ts';

/** A message with signed values has been committed. */
export interface SignedMessage {
  tenantId: number;
  stationId: number;
  identity: string;
  sessionId: number;
  evseId: number;
  frameId: number;
  at: number;
}

/**
 * Keeps the signed values of these messages for good: exactly as sent, once each, chained so that one that is missing or changed is
 * seen. Run it in one transaction. Returns the ids of what is new.
 */
export async function keepSigned(db: Kysely<Tables>, messages: readonly SignedMessage[]): Promise<number[]> {
  const requests = await selectRequests(db, messages);
  const chains = new Map<number, Buffer>();
  const made: number[] = [];
  for (const message of messages) {
    for (const row of rowsOf(message, requests.get(message.frameId) ?? '')) {
      if (await hasRecord(db, row)) continue;
      const before = chains.get(row.stationId) ?? (await selectChain(db, row.stationId));
      const chain = chained(before, row.text);
      made.push(await insertRecord(db, row, chain));
      chains.set(row.stationId, chain);
    }
  }
  return made;
}

/** The next link: SHA-256 of the one before and the text. */
export function chained(before: Buffer, text: string): Buffer {
  return createHash('sha256').update(before).update(text).digest();
}

function rowsOf({ at: receivedAt, ...place }: SignedMessage, request: string): NewRecord[] {
  return signedValuesOf(request, receivedAt).map(({ at, context, text, encodingMethod, publicKey }) => {
    const { format, ocmf } = readRecord({ text, encodingMethod, toldKey: publicKey });
    return {
      ...place,
      at,
      receivedAt,
      context,
      text,
      encodingMethod,
      toldKey: publicKey,
      digest: createHash('sha256').update(text).digest(),
      format,
      meter: ocmf?.meterSerial || ocmf?.gatewaySerial || '',
      pageKind: ocmf?.page?.kind ?? null,
      page: ocmf?.page?.number ?? null,
    };
  });
}
