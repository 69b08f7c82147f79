import type { EncodersOf } from '../../../commands/encoded.ts';

/** 1.6 has none of what 2.1 adds. */
export const additions = {
  setDERControl: null,
  getDERControl: null,
  clearDERControl: null,
  requestBatterySwap: null,
  notifyWebPaymentStarted: null,
  afrrSignal: null,
  notifyAllowedEnergyTransfer: null,
} satisfies EncodersOf<
  | 'setDERControl'
  | 'getDERControl'
  | 'clearDERControl'
  | 'requestBatterySwap'
  | 'notifyWebPaymentStarted'
  | 'afrrSignal'
  | 'notifyAllowedEnergyTransfer'
>;
