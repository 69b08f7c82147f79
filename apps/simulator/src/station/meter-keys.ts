import { meterPublicKey } from '../crypto/ocmf-meter.ts';
import { behaviourOf, type Maker } from '../makers.ts';
import { type Setting, settingKey } from './settings.ts';
import type { StationState } from './state.ts';

/** Where a station whose meters sign tells their keys: MeterPublicKey[n] of 1.6, FiscalMetering.PublicKey of 2.x (OCA's note on signed meter values). */
export function withMeterKeys(
  settings: StationState['settings'],
  { id, version, maker }: { id: string; version: StationState['version']; maker: Maker },
): StationState['settings'] {
  if (behaviourOf(maker).signs === null) return settings;
  const is16 = version === 'ocpp1.6';
  const keys = maker.evses.map((_, index): Setting => {
    const evseId = index + 1;
    return {
      component: is16 ? '' : 'FiscalMetering',
      variable: is16 ? `MeterPublicKey[${evseId}]` : 'PublicKey',
      instance: '',
      evseId: is16 ? 0 : evseId,
      value: meterPublicKey(id, evseId),
      access: 'ReadOnly',
      type: 'string',
      unit: '',
      needsReboot: false,
      max: 500,
      values: '',
    };
  });
  return new Map([...settings, ...keys.map((key) => [settingKey(key), key] as const)]);
}
