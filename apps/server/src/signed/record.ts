import { type Ocmf, parseOcmf, readSignedData, readTransparencyXml, type SignedData } from '@stationmaster/domain';

export interface SentRecord {
  text: string;
  encodingMethod: string | null;
  toldKey: string | null;
}

/** A stored record out of its wrappings, with what it says when it is OCMF. */
export function readRecord({ text, encodingMethod, toldKey }: SentRecord): SignedData & { ocmf: Ocmf | null } {
  const outer = readSignedData(text, { encodingMethod: encodingMethod ?? undefined, publicKey: toldKey ?? undefined });
  const values = outer.format === 'PTB-XML' ? readTransparencyXml(outer.text) : [];
  const only = values.length === 1 ? values[0] : undefined;
  const data =
    only === undefined
      ? outer
      : readSignedData(only.text, {
          encodingMethod: only.format || undefined,
          publicKey: only.publicKey || (outer.publicKey ?? undefined),
        });
  return { ...data, ocmf: data.format === 'OCMF' ? parseOcmf(data.text) : null };
}
