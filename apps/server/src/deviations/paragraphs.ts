import type { Version } from '@stationmaster/ocpp';

/** Where the standard says what was not kept, as a maker finds it in the specifications. */
interface Paragraph {
  '1.6': string;
  '2.x': string;
}

const fields: Paragraph = {
  '1.6': 'OCPP 1.6 §6 (fields of each message) and the JSON schema of the message',
  '2.x': 'Part 2 §1 (fields of each message) and the JSON schema of the message',
};
const types: Paragraph = { '1.6': 'OCPP 1.6 §7 (types)', '2.x': 'Part 2 §2 (datatypes)' };
const json: Paragraph = { '1.6': 'OCPP-J 1.6 §4.2 (message structures)', '2.x': 'Part 4 §4.2 (message structures)' };
const absent: Paragraph = {
  '1.6': 'OCPP-J 1.6 §4.2: an optional field without a value is left out',
  '2.x': 'Part 4 §4.2: an optional field without a value is left out, never null, {} or []',
};
const words: Paragraph = {
  '1.6': 'OCPP 1.6 §7 (enumerations; case counts)',
  '2.x': 'Part 2 §2 (enumerations; case counts)',
};
const times: Paragraph = {
  '1.6': 'OCPP 1.6 §3 (time notations: ISO 8601 with the zone), §7 dateTime',
  '2.x': 'Part 2 §2 dateTime (RFC 3339 with the zone)',
};
const clock: Paragraph = {
  '1.6': 'OCPP 1.6 §4.2: the station sets its clock by BootNotification',
  '2.x': 'Part 2 B01: the station sets its clock by BootNotification',
};
const samples: Paragraph = {
  '1.6': 'OCPP 1.6 §7.43 SampledValue: without a unit energy is in Wh, power in W',
  '2.x': 'Part 2 §2 UnitOfMeasureType: without a unit energy is in Wh',
};
const calls: Paragraph = {
  '1.6': 'OCPP-J 1.6 §4.2 (a call is [2, id, action, payload]; ids have at most 36 characters)',
  '2.x': 'Part 4 §4.2 (a call is [2, id, action, payload]; ids have at most 36 characters)',
};

const paragraphs: Readonly<Record<string, Paragraph>> = {
  nullNamed: absent,
  noErrorCode: words,
  nullDropped: absent,
  jsonInText: json,
  emptyListAsObject: json,
  listAsObject: json,
  elementWrapped: json,
  elementUnwrapped: json,
  numberAsText: types,
  booleanAsText: types,
  dataAsText: { '1.6': 'OCPP 1.6 §6.15: the data of a DataTransfer are a text', '2.x': types['2.x'] },
  textAsNumber: types,
  textAsBoolean: types,
  numberAsBoolean: types,
  enumCase: words,
  enumSpelling: words,
  unitAlias: words,
  timeZone: times,
  timeForm: times,
  memberName: fields,
  paddingCut: fields,
  rounded: types,
  textCut: fields,
  timeUnset: clock,
  emptyDropped: absent,
  listAdded: fields,
  extraDropped: {
    '1.6': 'OCPP 1.6 §6 (fields of each message); data of a vendor go into a DataTransfer',
    '2.x': 'Part 2 §1 (fields of each message); data of a vendor go into customData',
  },
  statusOf16: { '1.6': words['1.6'], '2.x': 'Part 2 §2 ConnectorStatusEnumType' },
  enumOther: words,
  customDataDropped: { '1.6': fields['1.6'], '2.x': 'Part 2 §2 CustomDataType: vendorId is required' },
  signatureDropped: { '1.6': samples['1.6'], '2.x': 'Part 2 §2 SignedMeterValueType' },
  partDropped: fields,
  kwhAssumed: samples,
  kwAssumed: samples,
  localTime: times,
  refused: fields,
  answerRefused: fields,
  malformed: calls,
};

/** The paragraph that a station breaks with this; null for a name of another release. */
export function paragraphOf(name: string, version: Version): string | null {
  const found = Object.hasOwn(paragraphs, name) ? paragraphs[name] : undefined;
  return found?.[version === 'ocpp1.6' ? '1.6' : '2.x'] ?? null;
}
