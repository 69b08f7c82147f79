import { at, type Explainer, explainer, kwh, list, place, type Told, text, type Values } from './told.ts';

const accepted = (answer: unknown): 'accepted' | 'rejected' => (at(answer, 'status') === 'Accepted' ? 'accepted' : 'rejected');

/** What a station, or somebody near it, tells of limits. */
export const smartChargingIn = {
  ReportChargingProfiles: explainer(['page', 'last'], ({ request }) => [
    at(request, 'tbc') === true ? 'page' : 'last',
    { place: place(request), source: text(request, 'chargingLimitSource'), number: list(request, 'chargingProfile').length },
  ]),
  NotifyChargingLimit: explainer(['limit', 'unknown'], ({ request }) => {
    const values = {
      place: place(request),
      source: text(request, 'chargingLimit.chargingLimitSource'),
      ...firstPeriod(request, 'chargingSchedule.0'),
    };
    return [values.limit === '–' ? 'unknown' : 'limit', values];
  }),
  ClearedChargingLimit: explainer(['in'], ({ request }) => ['in', { place: place(request), source: text(request, 'chargingLimitSource') }]),
  NotifyEVChargingNeeds: explainer(['departure', 'noDeparture'], needs),
  NotifyEVChargingSchedule: explainer(['accepted', 'rejected'], ({ request, answer }) => [
    accepted(answer),
    { place: place(request), ...firstPeriod(request, 'chargingSchedule') },
  ]),
  PullDynamicScheduleUpdate: explainer(['accepted', 'rejected'], ({ request, answer }) => [
    accepted(answer),
    { profile: text(request, 'chargingProfileId'), limit: text(answer, 'scheduleUpdate.limit', 'scheduleUpdate.setpoint') },
  ]),
} satisfies Record<string, Explainer>;

/** What we ask stations to keep to. */
export const smartChargingOut = {
  SetChargingProfile: explainer(['accepted', 'rejected'], ({ request, answer }) => {
    const is16 = at(request, 'csChargingProfiles') !== undefined;
    const profile = is16 ? 'csChargingProfiles' : 'chargingProfile';
    const values = {
      place: place(request),
      profile: text(request, `${profile}.chargingProfileId`, `${profile}.id`),
      purpose: text(request, `${profile}.chargingProfilePurpose`),
      ...firstPeriod(request, is16 ? `${profile}.chargingSchedule` : `${profile}.chargingSchedule.0`),
      status: text(answer, 'statusInfo.reasonCode', 'status'),
    };
    return [accepted(answer), values];
  }),
  ClearChargingProfile: explainer(['accepted', 'one', 'nothing'], ({ request, answer }) => {
    const profile = text(request, 'id', 'chargingProfileId');
    if (accepted(answer) === 'rejected') return ['nothing', { profile }];
    return [profile === '–' ? 'accepted' : 'one', { profile }];
  }),
  GetChargingProfiles: explainer(['accepted', 'none'], ({ answer }) => [accepted(answer) === 'accepted' ? 'accepted' : 'none', {}]),
  GetCompositeSchedule: explainer(['accepted', 'rejected'], ({ request, answer }) => {
    const schedule = at(answer, 'chargingSchedule') === undefined ? 'schedule' : 'chargingSchedule';
    const number = list(answer, `${schedule}.chargingSchedulePeriod`).length;
    return [accepted(answer), { place: place(request), number, ...firstPeriod(answer, schedule) }];
  }),
  UpdateDynamicSchedule: explainer(['accepted', 'rejected'], ({ request, answer }) => [
    accepted(answer),
    { profile: text(request, 'chargingProfileId'), limit: text(request, 'scheduleUpdate.limit', 'scheduleUpdate.setpoint') },
  ]),
} satisfies Record<string, Explainer>;

function firstPeriod(told: unknown, schedule: string): { limit: string | number; unit: string | number } {
  const period = `${schedule}.chargingSchedulePeriod.0`;
  return { limit: text(told, `${period}.limit`, `${period}.setpoint`), unit: text(told, `${schedule}.chargingRateUnit`) };
}

function needs({ request, answer }: Told): readonly ['departure' | 'noDeparture', Values] {
  const paths = ['acChargingParameters.energyAmount', 'dcChargingParameters.energyAmount', 'v2xChargingParameters.evTargetEnergyRequest'];
  const departure = text(request, 'chargingNeeds.departureTime');
  const energy = kwh(text(request, ...paths.map((path) => `chargingNeeds.${path}`)));
  return [departure === '–' ? 'noDeparture' : 'departure', { place: place(request), energy, departure, status: text(answer, 'status') }];
}
