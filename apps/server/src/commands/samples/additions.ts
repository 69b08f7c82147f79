import { derControlTypes, energyTransferModes } from '@stationmaster/contract';
import type { CommandRequest } from '../words.ts';

const curve = {
  priority: 1,
  yUnit: 'PctMaxVar',
  curveData: [
    { x: 95, y: 44 },
    { x: 105, y: -44 },
  ],
  responseTime: 5,
};
/** Settings by type; all others are curves. */
const settings: Readonly<Record<string, { priority: number; [name: string]: unknown }>> = {
  EnterService: { priority: 0, highVoltage: 105, lowVoltage: 95, highFreq: 50.1, lowFreq: 49.5, delay: 300 },
  FixedPFAbsorb: { priority: 0, displacement: 0.95, excitation: true },
  FixedPFInject: { priority: 0, displacement: 0.95, excitation: false, startTime: '2026-05-01T08:00:00Z', duration: 3600 },
  FixedVar: { priority: 0, setpoint: 10, unit: 'PctMaxVar' },
  FreqDroop: { priority: 0, overFreq: 50.2, underFreq: 49.8, overDroop: 0.05, underDroop: 0.05, responseTime: 5 },
  Gradients: { priority: 0, gradient: 0.1, softGradient: 0.1 },
  LimitMaxDischarge: { priority: 0, pctMaxDischargePower: 60 },
};

/** Each verb in its plain and in its fullest form. For tests. */
export const additionSamples: CommandRequest[] = [
  ...derControlTypes.map(
    (controlType): CommandRequest => ({ verb: 'setDERControl', controlType, isDefault: false, settings: settings[controlType] ?? curve }),
  ),
  { verb: 'setDERControl', controlType: 'VoltVar', controlId: 'volt-var-1', isDefault: true, settings: curve },
  { verb: 'getDERControl' },
  { verb: 'getDERControl', isDefault: true, controlType: 'VoltVar', controlId: 'volt-var-1' },
  { verb: 'clearDERControl', isDefault: false },
  { verb: 'clearDERControl', isDefault: true, controlType: 'VoltVar', controlId: 'volt-var-1' },
  { verb: 'requestBatterySwap', token: '04AABBCC' },
  { verb: 'notifyWebPaymentStarted', evseId: 1, timeoutSeconds: 120 },
  { verb: 'afrrSignal', signal: -5 },
  { verb: 'afrrSignal', signal: 5, at: '2026-05-01T10:00:00+02:00' },
  { verb: 'notifyAllowedEnergyTransfer', sessionId: 5, allowed: [...energyTransferModes] },
];
