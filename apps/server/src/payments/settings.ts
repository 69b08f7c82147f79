import { z } from 'zod';
import { setting, whole } from '../setting.ts';

export const paymentSettings = {
  paymentProvider: setting('PAYMENT_PROVIDER', z.enum(['none', 'laboratory'], 'must be none or laboratory'), [
    'none',
    'Who takes and settles payments without an account. laboratory: nobody does, every payment is played through (tests, demonstrations).',
  ]),
  paymentHold: setting('PAYMENT_HOLD', whole(1, 10_000), [
    '50',
    'What is held on the card of a driver without an account before charging; the session ends before it costs more.',
  ]),
} as const;
