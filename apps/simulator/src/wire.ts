import type { WireFault } from './makers.ts';

/** Applies a maker's wire faults to the calls it sends; answers pass as they are. */
export function distortion(faults: readonly WireFault[]): (text: string) => string {
  if (faults.length === 0) return (text) => text;
  return (text) => {
    const frame = JSON.parse(text) as [number, string, string, Record<string, unknown>];
    const [type, id, action, payload] = frame;
    if (type !== 2) return text;
    const wrong = faults.filter((fault) => fault.actions.includes(action)).reduce((changed, fault) => fault.change(changed), payload);
    return JSON.stringify([type, id, action, wrong]);
  };
}
