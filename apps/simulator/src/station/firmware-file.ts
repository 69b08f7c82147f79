/** What a virtual firmware does once it is installed; null: what it should. */
export type FirmwareFlaw = 'faults' | 'fallsBack' | 'noReturn';

/** What stands in a virtual firmware file. */
export interface VirtualFirmware {
  version: string | null;
  does: FirmwareFlaw | null;
}
const flaws: readonly FirmwareFlaw[] = ['faults', 'fallsBack', 'noReturn'];

/**
 * A file whose first line is JSON such as `{"virtualFirmware":{"version":"2.0.0","does":"faults"}}` says itself what it is: `faults`: every plug is out of order afterwards ·
 * `fallsBack`: the station starts with what it had · `noReturn`: it goes away and stays away. Any other file is as good as its name.
 */
export function virtualFirmware(content: Uint8Array): VirtualFirmware {
  const text = Buffer.from(content.buffer, content.byteOffset, Math.min(content.byteLength, 2000)).toString('utf8');
  try {
    const told = (JSON.parse(text.split('\n', 1)[0] ?? '') as { virtualFirmware?: { version?: unknown; does?: unknown } }).virtualFirmware;
    const does = flaws.find((flaw) => flaw === told?.does) ?? null;
    return { version: typeof told?.version === 'string' ? told.version : null, does };
  } catch {
    return { version: null, does: null };
  }
}

/** Such a file, filled up to a size in bytes. */
export function virtualFirmwareFile(firmware: { version: string; does?: FirmwareFlaw }, size = 0): Buffer {
  const head = Buffer.from(`${JSON.stringify({ virtualFirmware: firmware })}\n`);
  return Buffer.concat([head, Buffer.alloc(Math.max(0, size - head.length), 'firmware ')]);
}
