/** One element of DER: where its contents begin and end. Throws on anything that is not well formed (ITU-T X.690 §8.1). */
export function element(der: Buffer, at: number): { tag: number; from: number; to: number } {
  const tag = der[at];
  const first = der[at + 1];
  if (tag === undefined || first === undefined) throw new Error('DER ends early');
  const more = first < 0x80 ? 0 : first & 0x7f;
  if (more > 4 || first === 0x80) throw new Error('DER with a length of its own kind');
  const length = more === 0 ? first : der.readUIntBE(at + 2, more);
  const from = at + 2 + more;
  if (from + length > der.length) throw new Error('DER ends early');
  return { tag, from, to: from + length };
}

/** The first element inside a sequence, with its tag and length: what is signed of a certificate, request or list. */
export function signedPart(der: Buffer): Buffer {
  const outer = element(der, 0);
  return der.subarray(outer.from, element(der, outer.from).to);
}
