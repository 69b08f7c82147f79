/** A signed value in a message of any version, as sent. */
export interface SignedValue {
  at: number;
  context: string;
  text: string;
  encodingMethod: string | null;
  publicKey: string | null;
}
const deepest = 6;

/** Every signed value of a stored request: 1.6 `format` SignedData, 2.x `signedMeterValue`. `at`: where a value has no readable time. */
export function signedValuesOf(request: string, at: number): SignedValue[] {
  let payload: unknown;
  try {
    payload = JSON.parse(request);
  } catch {
    return [];
  }
  return meterValuesIn(payload, 0).flatMap((meterValue) => {
    const told = Date.parse(text(meterValue['timestamp']));
    const moment = Number.isNaN(told) ? at : told;
    return list(meterValue['sampledValue']).flatMap((sample) => signedIn(sample, moment));
  });
}

function signedIn(sample: Fields, at: number): SignedValue[] {
  const context = text(sample['context']) || 'Sample.Periodic';
  const wrapped = sample['signedMeterValue'];
  if (isFields(wrapped) && text(wrapped['signedMeterData']) !== '')
    return [
      {
        at,
        context,
        text: clean(text(wrapped['signedMeterData'])),
        encodingMethod: clean(text(wrapped['encodingMethod'])) || null,
        publicKey: clean(text(wrapped['publicKey'])) || null,
      },
    ];
  if (sample['format'] !== 'SignedData' || text(sample['value']) === '') return [];
  return [{ at, context, text: clean(text(sample['value'])), encodingMethod: null, publicKey: null }];
}

/** Whatever holds a `sampledValue`, wherever the message has it. */
function meterValuesIn(value: unknown, depth: number): Fields[] {
  if (Array.isArray(value)) return value.flatMap((one) => meterValuesIn(one, depth));
  if (!isFields(value) || depth > deepest) return [];
  if (Array.isArray(value['sampledValue'])) return [value];
  return Object.values(value).flatMap((one) => (typeof one === 'object' ? meterValuesIn(one, depth + 1) : []));
}

type Fields = Record<string, unknown>;
function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}
function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
/** PostgreSQL's text has no place for U+0000 and half a surrogate pair. */
function clean(sent: string): string {
  return sent.replaceAll('\0', '\ufffd').toWellFormed();
}
