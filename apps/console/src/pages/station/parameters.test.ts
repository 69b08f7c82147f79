import { expect, test } from 'vitest';
import { parametersInWords } from './parameters.ts';

const profile = { evseId: 1, purpose: 'TxDefaultProfile', schedules: [{ unit: 'A', periods: [{ startPeriod: 0, limit: 16 }] }] };

test.each([
  ['setChargingProfile', { anyway: false, profile }, 'evseId: 1, TxDefaultProfile: 16 A'],
  ['start', { token: 'CARD', profile: { schedules: profile.schedules } }, 'token: CARD, TxProfile: 16 A'],
  ['setDefaultTariff', { evseId: 0, tariff: { tariffId: 'guests', currency: 'EUR' } }, 'evseId: 0, tariffId: guests'],
  ['writeConfiguration', { variables: [{ component: 'A', variable: 'B', value: '1' }] }, 'A.B = 1'],
  ['readConfiguration', { variables: [{ component: '', variable: 'B' }] }, 'B'],
  ['setVariableMonitoring', { monitors: [{ component: 'EVSE', variable: 'Power', value: 5 }] }, 'EVSE.Power'],
  ['setNetworkProfile', { slot: 1, profile: { csmsUrl: 'wss://a' } }, 'slot: 1'],
  ['reset', { kind: 'soft' }, 'kind: soft'],
] as const)('%s %j', (verb, parameters, words) => expect(parametersInWords({ verb, parameters })).toBe(words));
