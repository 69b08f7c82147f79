import type { PaymentProvider } from './provider.ts';

/** Where the laboratory asks the driver, below it the key of the payment. */
export const laboratoryPath = '/pay/laboratory/';

/**
 * No provider at all: every payment is played through in this process and no money moves. For tests, demonstrations and the
 * certification cases; switched on by PAYMENT_PROVIDER=laboratory alone. A reference that ends with `-declined` is rejected at its
 * settlement, so that this can be seen too.
 */
export const laboratory: PaymentProvider = {
  name: 'laboratory',
  begin: ({ key }) => Promise.resolve({ address: `${laboratoryPath}${key}` }),
  settle: ({ reference }) => Promise.resolve(reference.endsWith('-declined') ? 'rejected' : 'settled'),
  release: () => Promise.resolve(),
};
