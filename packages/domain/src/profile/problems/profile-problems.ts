import type { ChargingProfile } from '../profile.ts';
import { toWire } from '../to-wire.ts';
import type { ProfileContext } from './context.ts';
import { installedProblems } from './installed-problems.ts';
import { type ProfileProblem, problem, when } from './problem.ts';
import { scheduleProblems } from './schedule-problems.ts';

/**
 * What is wrong with a profile before it is sent: what the station would refuse, or do otherwise than was meant. Ranges and
 * lengths of texts and numbers are the schema's business. Empty: `toWire` gives a payload.
 */
export function profileProblems(profile: ChargingProfile, context: ProfileContext): ProfileProblem[] {
  return [
    ...versionProblems(profile, context),
    ...placeProblems(profile, context),
    ...purposeProblems(profile, context),
    ...transactionProblems(profile, context),
    ...timeProblems(profile, context),
    ...featureProblems(profile, context),
    ...installedProblems(profile, context),
    ...scheduleProblems(profile, context),
  ];
}

function versionProblems(profile: ChargingProfile, { version }: ProfileContext): ProfileProblem[] {
  const lost = toWire(version, profile).lost.filter(({ essential }) => essential);
  return lost.map(({ path, value }) => problem('notInVersion', path, [scalar(value), version]));
}
const scalar = (value: unknown): string | number | null => (typeof value === 'string' || typeof value === 'number' ? value : null);

function placeProblems({ id, evseId, stackLevel }: ChargingProfile, { version, station }: ProfileContext): ProfileProblem[] {
  const { evseIds, maxStackLevel = Number.POSITIVE_INFINITY, maxExternalConstraintsId: reserved } = station;
  return [
    ...when(evseIds && evseId !== 0 && !evseIds.includes(evseId), problem('evseUnknown', 'evseId', [evseId])),
    ...when(
      stackLevel < 0 || stackLevel > maxStackLevel,
      problem('stackLevelOutOfRange', 'stackLevel', [stackLevel, station.maxStackLevel]),
    ),
    ...when(version === 'ocpp2.1' && reserved !== undefined && id <= reserved, problem('idReserved', 'id', [id, reserved])),
  ];
}

function purposeProblems({ purpose, kind, evseId }: ChargingProfile, { version, station }: ProfileContext): ProfileProblem[] {
  const is21 = version === 'ocpp2.1';
  switch (purpose) {
    case 'ChargingStationExternalConstraints':
      return [problem('externalConstraintsNotOurs', 'purpose', [purpose])];
    case 'ChargingStationMaxProfile':
      return [
        ...when(evseId !== 0, problem('stationMaxNotOnStation', 'evseId', [evseId, 0])),
        ...when(kind === 'Relative', problem('stationMaxRelative', 'kind', [kind])),
      ];
    case 'PriorityCharging':
    case 'LocalGeneration':
      return when(is21 && !station.additionalPurposes?.includes(purpose), problem('purposeUnsupported', 'purpose', [purpose]));
    case 'TxProfile':
      return when(evseId === 0, problem('txProfileNotOnEvse', 'evseId', [evseId]));
    case 'TxDefaultProfile':
      return [];
  }
}

function transactionProblems({ purpose, transactionId, evseId }: ChargingProfile, context: ProfileContext): ProfileProblem[] {
  if (context.withStart) {
    return [
      ...when(purpose !== 'TxProfile', problem('startNeedsTxProfile', 'purpose', [purpose, 'TxProfile'])),
      ...when(transactionId !== undefined, problem('transactionNotAllowed', 'transactionId', [transactionId])),
    ];
  }
  if (purpose !== 'TxProfile') return when(transactionId !== undefined, problem('transactionNotAllowed', 'transactionId', [transactionId]));
  if (transactionId === undefined) return [problem('transactionMissing', 'transactionId')];
  const transaction = context.transactions.find(({ id }) => id === transactionId);
  if (transaction === undefined) return [problem('transactionUnknown', 'transactionId', [transactionId])];
  return when(transaction.evseId !== evseId, problem('transactionNotOnEvse', 'evseId', [evseId, transaction.evseId]));
}

function timeProblems({ kind, recurrencyKind, validFrom, validTo }: ChargingProfile, { now }: ProfileContext): ProfileProblem[] {
  return [
    ...when(kind === 'Recurring' && recurrencyKind === undefined, problem('recurrencyMissing', 'recurrencyKind')),
    ...when(kind !== 'Recurring' && recurrencyKind !== undefined, problem('recurrencyUnused', 'recurrencyKind', [recurrencyKind])),
    ...when(
      validTo !== undefined && validTo <= (validFrom ?? Number.NEGATIVE_INFINITY),
      problem('validityEmpty', 'validTo', [validTo, validFrom]),
    ),
    ...when(validTo !== undefined && validTo <= now, problem('expired', 'validTo', [validTo, now])),
  ];
}

function featureProblems(profile: ChargingProfile, { version, station }: ProfileContext): ProfileProblem[] {
  if (version !== 'ocpp2.1') return [];
  const { kind, dynUpdateInterval, dynUpdateTime, maxOfflineDuration } = profile;
  const features = station.features ?? [];
  const isDynamic = kind === 'Dynamic';
  const isUnused = !isDynamic && (dynUpdateTime !== undefined || (dynUpdateInterval ?? 0) > 0);
  return [
    ...when(isDynamic && !features.includes('DynamicProfiles'), problem('kindUnsupported', 'kind', [kind])),
    ...when(
      isUnused,
      problem('dynamicUpdateUnused', dynUpdateTime === undefined ? 'dynUpdateInterval' : 'dynUpdateTime', [kind, 'Dynamic']),
    ),
    ...when(
      maxOfflineDuration !== undefined && !features.includes('MaxOfflineDuration'),
      problem('featureUnsupported', 'maxOfflineDuration', [maxOfflineDuration]),
    ),
  ];
}
