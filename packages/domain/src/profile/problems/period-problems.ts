import type { OperationMode, ProfilePurpose, SchedulePeriod } from '../profile.ts';
import { type ProfileProblem, problem, when } from './problem.ts';
import type { Place } from './schedule-problems.ts';

export function periodProblems(period: SchedulePeriod, place: Place): ProfileProblem[] {
  return [
    ...phaseProblems(period, place),
    ...signProblems(period, place),
    ...(place.context.version === 'ocpp2.1' ? modeProblems(period, place) : []),
  ];
}

function phaseProblems({ numberPhases, phaseToUse }: SchedulePeriod, { context, path }: Place): ProfileProblem[] {
  const { isDirectCurrent, canSwitchPhase, canChooseInputPhases } = context.station;
  const said = Object.entries({ numberPhases, phaseToUse }).filter((entry): entry is [string, number] => entry[1] !== undefined);
  const outside = said.filter(([, value]) => ![1, 2, 3].includes(value));
  const isFixed = phaseToUse !== undefined && canSwitchPhase !== true && !isDirectCurrent;
  return [
    ...outside.map(([key, value]) => problem('phasesOutOfRange', `${path}.${key}`, [value, '1, 2, 3'])),
    ...when(
      phaseToUse !== undefined && numberPhases !== 1,
      problem('phaseToUseWithoutOnePhase', `${path}.phaseToUse`, [phaseToUse, numberPhases]),
    ),
    ...when(isFixed, problem('phaseToUseUnsupported', `${path}.phaseToUse`, [phaseToUse])),
    ...(isDirectCurrent && !canChooseInputPhases
      ? said.map(([key, value]) => problem('phasesOnDirectCurrent', `${path}.${key}`, [value]))
      : []),
  ];
}

const quantities = ['limit', 'dischargeLimit', 'setpoint', 'setpointReactive'] as const;
const phases = ['', '_L2', '_L3'] as const;

function signProblems(period: SchedulePeriod, { path }: Place): ProfileProblem[] {
  return phases.flatMap((phase) => {
    const limit = period[`limit${phase}`] ?? 0;
    const discharge = period[`dischargeLimit${phase}`] ?? 0;
    return [
      ...when(limit < 0, problem('limitNegative', `${path}.limit${phase}`, [limit, 0])),
      ...when(discharge > 0, problem('dischargePositive', `${path}.dischargeLimit${phase}`, [discharge, 0])),
    ];
  });
}

type Quantity = (typeof quantities)[number];
interface ModeRule {
  needs: readonly Quantity[];
  allows: readonly Quantity[];
}

/** 2.1 Q "Limits and setpoints per operation mode". What is set externally or worked out on the spot may not be sent. */
const modes: Readonly<Record<OperationMode, ModeRule>> = {
  ChargingOnly: { needs: ['limit'], allows: ['limit'] },
  CentralSetpoint: { needs: ['setpoint'], allows: quantities },
  CentralFrequency: { needs: ['setpoint'], allows: ['limit', 'dischargeLimit', 'setpoint'] },
  ExternalSetpoint: { needs: [], allows: ['limit', 'dischargeLimit'] },
  ExternalLimits: { needs: [], allows: [] },
  LocalFrequency: { needs: [], allows: [] },
  LocalLoadBalancing: { needs: [], allows: [] },
  Idle: { needs: [], allows: [] },
};

/** 2.1 §3.2 table 95; what is not named here may have any. */
const modesOf: Partial<Record<ProfilePurpose, readonly OperationMode[]>> = {
  PriorityCharging: ['ChargingOnly'],
  ChargingStationMaxProfile: ['ChargingOnly'],
  ChargingStationExternalConstraints: ['ChargingOnly', 'ExternalLimits', 'ExternalSetpoint'],
  LocalGeneration: ['ChargingOnly', 'ExternalLimits'],
};

function modeProblems(period: SchedulePeriod, { profile, context, path }: Place): ProfileProblem[] {
  const mode = period.operationMode ?? 'ChargingOnly';
  const at = `${path}.operationMode`;
  const { needs, allows } = modes[mode];
  const supported = context.station.operationModes ?? ['ChargingOnly'];
  const wrong = quantities.filter((quantity) => period[quantity] !== undefined && !allows.includes(quantity));
  return [
    ...when(modesOf[profile.purpose]?.includes(mode) === false, problem('modeNotForPurpose', at, [mode, profile.purpose])),
    ...when(mode !== 'ChargingOnly' && !supported.includes(mode), problem('modeUnsupported', at, [mode, supported.join(', ')])),
    ...needs
      .filter((quantity) => period[quantity] === undefined)
      .map((quantity) => problem('limitMissing', `${path}.${quantity}`, [null, mode])),
    ...wrong.map((quantity) => problem('notForMode', `${path}.${quantity}`, [period[quantity], mode])),
    ...phaseValueProblems(period, { profile, context, path }),
    ...setpointProblems(period, path),
  ];
}

function phaseValueProblems(period: SchedulePeriod, { profile, path }: Place): ProfileProblem[] {
  return quantities.flatMap((quantity) => {
    const key = (['_L2', '_L3'] as const).map((phase) => `${quantity}${phase}` as const).find((each) => period[each] !== undefined);
    if (key === undefined) return [];
    return [
      ...when(period[quantity] === undefined, problem('phaseValueAlone', `${path}.${key}`, [period[key]])),
      ...when(profile.purpose !== 'TxProfile', problem('phaseValueNotAllowed', `${path}.${key}`, [period[key], 'TxProfile'])),
    ];
  });
}

function setpointProblems(period: SchedulePeriod, path: string): ProfileProblem[] {
  return phases.flatMap((phase) => {
    const setpoint = period[`setpoint${phase}`];
    const limit = period[`limit${phase}`] ?? Number.POSITIVE_INFINITY;
    const discharge = period[`dischargeLimit${phase}`] ?? Number.NEGATIVE_INFINITY;
    if (setpoint === undefined || (setpoint <= limit && setpoint >= discharge)) return [];
    return [problem('setpointOutsideLimits', `${path}.setpoint${phase}`, [setpoint, setpoint > limit ? limit : discharge])];
  });
}
