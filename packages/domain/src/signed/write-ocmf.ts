import type { Instant, Wh } from '../reading.ts';

/** What a meter signs at the begin or end of a transaction, or both at once. */
export interface OcmfDraft {
  meterSerial: string;
  page: number;
  /** '' where nobody is known. */
  idToken: string;
  chargePoint?: string;
  readings: readonly { at: Instant; kind: 'B' | 'C' | 'E'; wh: Wh; state?: string; errors?: string; clock?: string }[];
}

/** The payload of an OCMF 1.0 record, as a meter writes it; sign it as it is. */
export function ocmfPayload({ meterSerial, page, idToken, chargePoint = '', readings }: OcmfDraft): string {
  return JSON.stringify({
    FV: '1.0',
    GI: 'Stationmaster virtual meter',
    GS: meterSerial,
    GV: '1.0',
    PG: `T${page}`,
    MV: 'Stationmaster',
    MM: 'Virtual',
    MS: meterSerial,
    IS: idToken !== '',
    IL: 'NONE',
    IF: [],
    IT: idToken === '' ? 'NONE' : 'ISO14443',
    ID: idToken,
    CT: 'EVSEID',
    CI: chargePoint,
    RD: readings.map(({ at, kind, wh, state = 'G', errors = '', clock = 'S' }) => ({
      TM: `${new Date(at).toISOString().replace('.', ',').replace('Z', '+0000')} ${clock}`,
      TX: kind,
      RV: Math.round(wh) / 1000,
      RI: '1-0:1.8.0',
      RU: 'kWh',
      RT: 'AC',
      EF: errors,
      ST: state,
    })),
  });
}

/** The record as it is sent. `signature`: DER or r and s, in hex. */
export function ocmfText(payload: string, { method, signature }: { method: string; signature: string }): string {
  return `OCMF|${payload}|${JSON.stringify({ SA: method, SD: signature })}`;
}
