import type { EncodersOf } from '../../../commands/encoded.ts';

/** 1.6 has no messages for its display, and computes no costs. */
export const display = {
  setDisplayMessage: null,
  getDisplayMessages: null,
  clearDisplayMessage: null,
} satisfies EncodersOf<'setDisplayMessage' | 'getDisplayMessages' | 'clearDisplayMessage'>;

export const stationTariffs = {
  setDefaultTariff: null,
  getTariffs: null,
  clearTariffs: null,
  changeTransactionTariff: null,
} satisfies EncodersOf<'setDefaultTariff' | 'getTariffs' | 'clearTariffs' | 'changeTransactionTariff'>;
