import { toChargingProfile } from '@stationmaster/contract';
import { type ChargingProfile, type ProfileCriteria, toWire } from '@stationmaster/domain';
import { isOfEverything } from '../../../charging/told.ts';
import type { Encoder, EncodersOf, Said } from '../../../commands/encoded.ts';
import { message, message21, type Request, type Response, reasonOf } from './message.ts';

type Requested<V extends 'setChargingProfile' | 'getChargingProfiles'> = Parameters<Encoder<V>>[0];

export const smartCharging = {
  setChargingProfile: (request) => setProfile('ocpp2.0.1', request),
  clearChargingProfile: ({ id, evseId, purpose, stackLevel }) => {
    const criteria = {
      ...(evseId === undefined ? {} : { evseId }),
      ...(purpose === undefined ? {} : { chargingProfilePurpose: purpose as Purpose }),
      ...(stackLevel === undefined ? {} : { stackLevel }),
    };
    const payload = {
      ...(id === undefined ? {} : { chargingProfileId: id }),
      ...(Object.keys(criteria).length === 0 ? {} : { chargingProfileCriteria: criteria }),
    };
    const meant = { ids: id === undefined ? undefined : [id], evseId, purpose, stackLevel };
    return [message('ClearChargingProfile', payload, (answer) => readCleared(answer, meant))];
  },
  getChargingProfiles: (request, { commandId }) => {
    const { evseId } = request;
    const payload = { requestId: commandId, ...(evseId === undefined ? {} : { evseId }), chargingProfile: criterionOf(request) };
    return [message('GetChargingProfiles', payload, (answer) => readFound(answer, request))];
  },
  getCompositeSchedule: ({ evseId, durationSeconds: duration, unit }) => {
    const payload = { evseId, duration, ...(unit === undefined ? {} : { chargingRateUnit: unit }) };
    return [message('GetCompositeSchedule', payload, (answer) => readComposite(answer, { evseId, duration }))];
  },
  updateDynamicSchedule: null,
} satisfies EncodersOf<
  'setChargingProfile' | 'clearChargingProfile' | 'getChargingProfiles' | 'getCompositeSchedule' | 'updateDynamicSchedule'
>;

/** What 2.1 says more in, or has beyond 2.0.1. */
export const smartCharging21 = {
  setChargingProfile: (request) => setProfile('ocpp2.1', request),
  updateDynamicSchedule: ({ profileId: id, values }, { at }) => {
    const read = ({ status, ...info }: { status: 'Accepted' | 'Rejected'; statusInfo?: { reasonCode: string } }): Said =>
      status === 'Accepted'
        ? { status: 'accepted', reason: null, limits: { kind: 'updated', id, values: said(values), at } }
        : { status: 'rejected', reason: reasonOf(info) };
    return [message21('UpdateDynamicSchedule', { chargingProfileId: id, scheduleUpdate: said(values) }, read)];
  },
} satisfies EncodersOf<'setChargingProfile' | 'updateDynamicSchedule'>;

/** The enumerations of 2.0.1; what only 2.1 has in them is refused for a 2.0.1 station by its schema. */
type Criterion = Request<'GetChargingProfiles'>['chargingProfile'];
type Purpose = NonNullable<Criterion['chargingProfilePurpose']>;

function setProfile(version: 'ocpp2.0.1' | 'ocpp2.1', { profile: { id = 0, ...rest } }: Requested<'setChargingProfile'>) {
  // The id is filled in before the request comes here.
  const profile = toChargingProfile({ id, ...rest });
  const { payload } = toWire(version, profile);
  if (payload === null) return null;
  return [message('SetChargingProfile', payload as unknown as Request<'SetChargingProfile'>, (answer) => readSet(answer, profile))];
}

/** Without what was left out. */
function said<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function criterionOf({ ids, purpose, stackLevel, sources }: Requested<'getChargingProfiles'>): Criterion {
  return {
    ...(ids === undefined ? {} : { chargingProfileId: ids as NonNullable<Criterion['chargingProfileId']> }),
    ...(purpose === undefined ? {} : { chargingProfilePurpose: purpose as Purpose }),
    ...(stackLevel === undefined ? {} : { stackLevel }),
    ...(sources === undefined ? {} : { chargingLimitSource: sources as NonNullable<Criterion['chargingLimitSource']> }),
  };
}

function readSet(answer: Response<'SetChargingProfile'>, profile: ChargingProfile): Said {
  if (answer.status !== 'Accepted') return { status: 'rejected', reason: reasonOf(answer) };
  return { status: 'accepted', reason: reasonOf(answer), limits: { kind: 'set', profile } };
}
/** Unknown: nothing of the kind was there, and nothing is. */
function readCleared(answer: Response<'ClearChargingProfile'>, criteria: ProfileCriteria): Said {
  const limits = { kind: 'cleared', criteria } as const;
  if (answer.status === 'Accepted') return { status: 'accepted', reason: reasonOf(answer), limits };
  return { status: 'rejected', reason: reasonOf(answer) ?? 'nothingThere', limits };
}
/** NoProfiles to a question without criteria: what was known of before is gone. */
function readFound({ status }: Response<'GetChargingProfiles'>, request: Requested<'getChargingProfiles'>): Said {
  if (status === 'Accepted') return { status: 'accepted', reason: null };
  const none = { status: 'done', reason: 'noProfiles' } as const;
  return isOfEverything(request) ? { ...none, complete: 'chargingProfile', limits: { kind: 'empty' } } : none;
}
function readComposite(
  { status, statusInfo, schedule }: Response<'GetCompositeSchedule'>,
  asked: { evseId: number; duration: number },
): Said {
  if (status !== 'Accepted' || schedule === undefined)
    return { status: 'rejected', reason: reasonOf(statusInfo === undefined ? {} : { statusInfo }) };
  const data = { answer: { status, schedule }, durationSeconds: asked.duration };
  return { status: 'done', reason: null, records: [{ kind: 'compositeSchedule', key: String(asked.evseId), evseId: asked.evseId, data }] };
}
