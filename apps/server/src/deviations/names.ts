import { deviationOf, type ToldDeviation } from '@stationmaster/ocpp';

/** What a station gets wrong that no repair mends. */
const refusals = {
  refused: { code: 'R80', severity: 'serious', why: 'The message was refused: it is not what the standard asks for.' },
  answerRefused: {
    code: 'R81',
    severity: 'serious',
    why: 'The answer to a message could not be used: it is not what the standard asks for.',
  },
  malformed: { code: 'R82', severity: 'serious', why: 'What was sent is no OCPP message.' },
} as const;

type Described = Pick<ToldDeviation, 'severity' | 'why'> & { code: string | null };

/** Its code, how bad it is, and a sentence in English. A name of another release is a warning of its own. */
export function describe(name: string): Described {
  if (Object.hasOwn(refusals, name)) return refusals[name as keyof typeof refusals];
  return deviationOf(name) ?? { code: null, severity: 'warning', why: name };
}
