/** What of a JSON schema is looked at here. */
export interface Schema {
  $ref?: string;
  definitions?: Record<string, Schema>;
  properties?: Record<string, Schema>;
  items?: Schema;
  enum?: readonly unknown[];
  maxLength?: number;
}
/** Where a text stands in a payload. */
export interface Place {
  /** Of the member it is the value of, or an element of. */
  name: string;
  /** Of the member around that one; '' at the top. */
  parent: string;
  /** The configuration key or variable that it is told of; '' for none. */
  about: string;
  schema: Schema;
}

/** Texts of these members tell the kind of a thing, never which one or whose. */
const kinds = new Set([
  ...['vendorId', 'messageId', 'chargePointVendor', 'chargePointModel', 'vendorName', 'model', 'firmwareVersion', 'meterType'],
  ...['unit', 'vendorErrorCode', 'techCode', 'reasonCode', 'key', 'unknownKey', 'type', 'encodingMethod', 'signingMethod'],
  ...['chargingLimitSource', 'source', 'limitSource', 'hashAlgorithm'],
]);
/** What a key or variable is set to. */
const values = new Set(['value', 'attributeValue', 'actualValue']);
const personal =
  /name|token|identity|serial|password|key|ur[li]|vin|secc|evcc|iccid|imsi|phone|mail|address|apn|user|ssid|location|owner|contract/i;
const moment = /^(\d{4}-\d\d-\d\d(T\d\d:\d\d[\d:.Z+-]*)?|\d\d:\d\d(:\d\d)?)$/;
const number = /^[+-]?\d{1,9}(\.\d{1,6})?$/;
const wordList = /^[A-Za-z]+([.-][A-Za-z0-9]+)*(, ?[A-Za-z]+([.-][A-Za-z0-9]+)*)*$/;

/** Is this text a word of the standard, a number, a time or the kind of a thing? All others might name a person, a card or a place. */
export function isPublic(text: string, { name, parent, about, schema }: Place): boolean {
  if (text === '' || text === '***' || moment.test(text)) return true;
  if (schema.enum?.some((word) => String(word).toLowerCase() === text.toLowerCase())) return true;
  if (kinds.has(name)) return true;
  if (name === 'name' || name === 'instance') return parent === 'component' || parent === 'variable';
  if (name === 'language') return /^[a-z]{2}(-[A-Za-z]{2,4})?$/.test(text);
  if (name === 'currency') return /^[A-Z]{3}$/.test(text);
  return values.has(name) && (number.test(text) || (about !== '' && !personal.test(about) && wordList.test(text)));
}
