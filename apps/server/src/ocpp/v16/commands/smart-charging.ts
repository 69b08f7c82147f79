import { toChargingProfile } from '@stationmaster/contract';
import { type ChargingProfile, toWire } from '@stationmaster/domain';
import type { ResponseOf } from '@stationmaster/ocpp';
import type { EncodersOf, Said } from '../../../commands/encoded.ts';
import { message } from './message.ts';

export const smartCharging = {
  // The id is filled in before the request comes here.
  setChargingProfile: ({ profile: { id = 0, ...rest } }, { quirks }) => {
    const wanted = toChargingProfile({ id, ...rest });
    const profile = quirks.has('profileNeedsTxDefault') ? asDefault(wanted) : wanted;
    const { payload } = toWire('ocpp1.6', profile);
    return payload && [message('SetChargingProfile', payload, (answer) => readSet(answer, profile))];
  },
  clearChargingProfile: ({ id, evseId, purpose, stackLevel }) => {
    const chargingProfilePurpose = purpose === undefined ? undefined : purposeOf(purpose);
    if (chargingProfilePurpose === null) return null;
    const payload = {
      ...(id === undefined ? {} : { id }),
      ...(evseId === undefined ? {} : { connectorId: evseId }),
      ...(chargingProfilePurpose === undefined ? {} : { chargingProfilePurpose }),
      ...(stackLevel === undefined ? {} : { stackLevel }),
    };
    const criteria = { ids: id === undefined ? undefined : [id], evseId, purpose, stackLevel };
    return [message('ClearChargingProfile', payload, ({ status }) => readCleared(status, criteria))];
  },
  getChargingProfiles: null,
  getCompositeSchedule: ({ evseId, durationSeconds: duration, unit }) => {
    const payload = { connectorId: evseId, duration, ...(unit === undefined ? {} : { chargingRateUnit: unit }) };
    return [message('GetCompositeSchedule', payload, (answer) => readComposite(answer, { evseId, duration }))];
  },
  updateDynamicSchedule: null,
} satisfies EncodersOf<
  'setChargingProfile' | 'clearChargingProfile' | 'getChargingProfiles' | 'getCompositeSchedule' | 'updateDynamicSchedule'
>;

/** The limit of a session as one for every session there: the next profile of the EVSE takes its place. */
function asDefault(profile: ChargingProfile): ChargingProfile {
  if (profile.purpose !== 'TxProfile') return profile;
  const { transactionId: _, ...rest } = profile;
  return { ...rest, purpose: 'TxDefaultProfile' };
}
function purposeOf(purpose: ChargingProfile['purpose']): 'ChargePointMaxProfile' | 'TxDefaultProfile' | 'TxProfile' | null {
  if (purpose === 'ChargingStationMaxProfile') return 'ChargePointMaxProfile';
  return purpose === 'TxDefaultProfile' || purpose === 'TxProfile' ? purpose : null;
}
function readSet({ status }: ResponseOf<'ocpp1.6', 'SetChargingProfile'>, profile: ChargingProfile): Said {
  if (status === 'Accepted') return { status: 'accepted', reason: null, limits: { kind: 'set', profile } };
  return { status: status === 'NotSupported' ? 'notSupported' : 'rejected', reason: null };
}
/** Unknown: nothing of the kind was there, and nothing is. */
function readCleared(status: string, criteria: Extract<NonNullable<Said['limits']>, { kind: 'cleared' }>['criteria']): Said {
  const limits = { kind: 'cleared', criteria } as const;
  return status === 'Accepted' ? { status: 'accepted', reason: null, limits } : { status: 'rejected', reason: 'nothingThere', limits };
}
function readComposite(answer: ResponseOf<'ocpp1.6', 'GetCompositeSchedule'>, asked: { evseId: number; duration: number }): Said {
  const { status, scheduleStart, chargingSchedule } = answer;
  if (status !== 'Accepted' || chargingSchedule === undefined) return { status: 'rejected', reason: null };
  const data = { answer: { status, scheduleStart, chargingSchedule }, durationSeconds: asked.duration };
  return { status: 'done', reason: null, records: [{ kind: 'compositeSchedule', key: String(asked.evseId), evseId: asked.evseId, data }] };
}
