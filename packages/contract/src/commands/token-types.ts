/** IdTokenEnum of 2.0.1 and what 2.1 has beyond it. */
export const tokenTypes = [
  'Central',
  'DirectPayment',
  'eMAID',
  'EVCCID',
  'ISO14443',
  'ISO15693',
  'KeyCode',
  'Local',
  'MacAddress',
  'NoAuthorization',
  'VIN',
] as const;
