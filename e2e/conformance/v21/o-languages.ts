import type { RequestOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import type { Cases } from '../run.ts';
import { booted, type Lab21 } from '../v2x/station.ts';

type Message = RequestOf<'ocpp2.1', 'SetDisplayMessage'>['message'];
const german = { content: 'Willkommen', format: 'UTF8', language: 'de' } as const;
const english = { content: 'Welcome', format: 'UTF8', language: 'en' } as const;

/** O: messages in several languages. */
export const languages: Cases<'ocpp2.1'> = {
  TC_O_100_CSMS: async (lab) => {
    const { command, records } = await show(lab, 'LanguageNotSupported');
    expect(command).toMatchObject({ status: 'rejected', reason: 'LanguageNotSupported' });
    expect(records).toEqual([]);
  },
  TC_O_101_CSMS: async (lab) => {
    const { command, records, message } = await show(lab, 'Accepted');
    expect(command).toMatchObject({ status: 'confirmed' });
    expect(records).toEqual([[String(message.id), message]]);
  },
};

async function show(lab: Lab21, said: 'Accepted' | 'LanguageNotSupported') {
  const station = await booted(lab);
  const { command, payload } = await lab.order(
    station,
    { verb: 'setDisplayMessage', ...german, translations: [english] },
    { action: 'SetDisplayMessage', answer: { status: said } },
  );
  const { message } = payload;
  const expected: Message = { id: message.id, priority: 'NormalCycle', message: german, messageExtra: [english] };
  expect(message).toEqual(expected);
  return { command, message, records: await lab.records(station.id, 'displayMessage') };
}
