import type { QuirkName } from '../quirks.ts';
import type { Conversation, Said } from './conversation.ts';

type Sees = (conversation: Conversation) => boolean;

/** Does a conversation show the behaviour? Read from what was said, not from who said it. */
export const shows: Readonly<Record<QuirkName, Sees>> = {
  answersSlowly: ({ said }) => said.some(({ from, at, answer }) => from === 'csms' && answer !== null && answer.at - at > 30_000),
  bootInsteadOfHeartbeat: (conversation) =>
    calls(conversation, 'Heartbeat').length === 0 && calls(conversation, 'BootNotification').some(({ at }) => isRepeated(conversation, at)),
  getConfigurationKeysTooMany: (conversation) => {
    const asked = calls(conversation, 'GetConfiguration');
    const isMany = ({ payload }: Said) => payload.key === undefined || payload.key.length > 1;
    return asked.some((each) => isMany(each) && each.answer === null) && asked.some((each) => !isMany(each) && each.answer !== null);
  },
  meterValuesInKwhWithoutUnit: (conversation) => isEnergyInKwh(conversation),
  neverBoots: (conversation) =>
    calls(conversation, 'BootNotification').length === 0 && triggered(conversation).some((each) => statusOf(each) !== 'Accepted'),
  noMessageAfterReset: (conversation) => {
    const reset = calls(conversation, 'Reset').find((each) => statusOf(each) === 'Accepted');
    const trigger = triggered(conversation)[0];
    if (reset === undefined || trigger === undefined) return false;
    const isBetween = ({ at }: { at: number }) => at > reset.at && at < trigger.at;
    const isBack = conversation.events.some((each) => each.event === 'opened' && isBetween(each));
    return isBack && !conversation.said.some((each) => each.from === 'station' && isBetween(each));
  },
  powerInKwWithoutUnit: (conversation) => {
    const kilowatts = samples(conversation, 'Power.Active.Import').filter(({ unit }) => unit === undefined);
    const [first, last] = ends(samples(conversation, 'Energy.Active.Import.Register').slice(0, kilowatts.length));
    const perHour = (last.value - first.value) / ((last.at - first.at) / 3_600_000);
    return kilowatts.length > 1 && Math.abs(perHour / mean(kilowatts.map(({ value }) => value)) - 1) < 0.1;
  },
  profileNeedsTxDefault: (conversation) => {
    const profiles = calls(conversation, 'SetChargingProfile').filter((each) => statusOf(each) === 'Accepted');
    return isKept(conversation, profiles, 'TxProfile') === false && isKept(conversation, profiles, 'TxDefaultProfile') === true;
  },
  registerStartsAtZero: (conversation) => {
    const starts = calls(conversation, 'StartTransaction').filter(({ payload }) => payload.meterStart === 0);
    return (
      starts.length > 1 &&
      calls(conversation, 'StopTransaction').some(({ at, payload }) => payload.meterStop > 0 && at < (starts[1]?.at ?? 0))
    );
  },
  remoteStartNeedsConnectorId: (conversation) => {
    const [refused, taken] = calls(conversation, 'RemoteStartTransaction');
    if (refused === undefined || taken === undefined) return false;
    const isNamed = ({ payload }: Said) => payload.connectorId !== undefined;
    return statusOf(refused) === 'Rejected' && !isNamed(refused) && statusOf(taken) === 'Accepted' && isNamed(taken);
  },
  statusNotificationBeforeBoot: (conversation) => {
    const [boot] = calls(conversation, 'BootNotification');
    return calls(conversation, 'StatusNotification').some(({ at }) => boot?.answer !== null && at < (boot?.answer.at ?? 0));
  },
  timestampsInLocalTime: ({ said }) => {
    const dated = said.filter(({ from, payload }) => from === 'station' && typeof payload.timestamp === 'string');
    const hours = dated.map(({ at, payload }) => (Date.parse(payload.timestamp) - at) / 3_600_000);
    const whole = Math.round(hours[0] ?? 0);
    return whole !== 0 && dated.length > 1 && hours.every((each) => Math.abs(each - whole) < 0.01);
  },
  transactionIdZeroOffline: (conversation) => {
    const [start] = calls(conversation, 'StartTransaction');
    const isToldLater = start !== undefined && start.at - Date.parse(start.payload.timestamp) > 60_000;
    return isToldLater && calls(conversation, 'StopTransaction').some(({ payload }) => payload.transactionId === 0);
  },
};

function calls({ said }: Conversation, action: string): Said[] {
  return said.filter((each) => each.action === action);
}

function triggered(conversation: Conversation): Said[] {
  return calls(conversation, 'TriggerMessage').filter(({ payload }) => payload.requestedMessage === 'BootNotification');
}

function statusOf({ answer }: Said): unknown {
  return answer?.frame.kind === 'result' ? (answer.frame.payload as { status?: unknown }).status : undefined;
}

/** A second boot on one connection, when a heartbeat would be due. */
function isRepeated(conversation: Conversation, at: number): boolean {
  const before = calls(conversation, 'BootNotification').findLast((each) => each.at < at);
  const isReconnected = conversation.events.some((each) => each.event === 'opened' && each.at > (before?.at ?? 0) && each.at < at);
  return before !== undefined && !isReconnected && Math.abs(at - before.at - 300_000) < 5000;
}

interface Sample {
  at: number;
  value: number;
  unit: string | undefined;
}

type WireSample = { value: string | number; measurand?: string; unit?: string; unitOfMeasure?: { unit?: string } };

function samples({ said }: Conversation, measurand: string): Sample[] {
  return said.flatMap(({ payload }) =>
    [...(payload.meterValue ?? []), ...(payload.transactionData ?? [])].flatMap((each: { timestamp: string; sampledValue: WireSample[] }) =>
      each.sampledValue
        .filter((sample) => (sample.measurand ?? 'Energy.Active.Import.Register') === measurand)
        .map(({ value, unit, unitOfMeasure }) => ({
          at: Date.parse(each.timestamp),
          value: Number(value),
          unit: unit ?? unitOfMeasure?.unit,
        })),
    ),
  );
}

/** A thousandth of what meterStop, or the power in W, says. */
function isEnergyInKwh(conversation: Conversation): boolean {
  const energy = samples(conversation, 'Energy.Active.Import.Register').filter(({ unit }) => unit === undefined);
  if (energy.length < 2) return false;
  const [first, last] = ends(energy);
  const [stop] = calls(conversation, 'StopTransaction');
  if (stop !== undefined) return Math.abs((last.value * 1000) / stop.payload.meterStop - 1) < 0.01;
  const watts = samples(conversation, 'Power.Active.Import').filter(({ unit, value }) => unit === 'W' && value > 0);
  const perHour = (last.value - first.value) / ((last.at - first.at) / 3_600_000);
  return Math.abs((perHour * 1000) / mean(watts.map(({ value }) => value)) - 1) < 0.1;
}

/** Does the current stay below the limit of the first profile of a purpose, until the next? `null` when there is none. */
function isKept(conversation: Conversation, profiles: readonly Said[], purpose: string): boolean | null {
  const index = profiles.findIndex(({ payload }) => payload.csChargingProfiles.chargingProfilePurpose === purpose);
  const profile = profiles[index];
  if (profile === undefined) return null;
  const limit: number = profile.payload.csChargingProfiles.chargingSchedule.chargingSchedulePeriod[0].limit;
  const until = profiles[index + 1]?.at ?? Number.POSITIVE_INFINITY;
  const after = samples(conversation, 'Current.Import').filter(({ at }) => at > profile.at && at < until);
  return after.length > 0 && after.every(({ value }) => value <= limit);
}

function ends(all: readonly Sample[]): [Sample, Sample] {
  const none: Sample = { at: 0, value: 0, unit: undefined };
  return [all[0] ?? none, all.at(-1) ?? none];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
