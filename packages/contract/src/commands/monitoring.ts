import { z } from 'zod';
import { variableAddress } from './configuration.ts';
import { componentAddress } from './device-model.ts';

export const monitorTypes = [
  'UpperThreshold',
  'LowerThreshold',
  'Delta',
  'Periodic',
  'PeriodicClockAligned',
  'TargetDelta',
  'TargetDeltaRelative',
] as const;
export const monitoringBases = ['All', 'FactoryDefault', 'HardWiredOnly'] as const;
export const monitoringCriteria = ['ThresholdMonitoring', 'DeltaMonitoring', 'PeriodicMonitoring'] as const;
/** OCPP severity: 0 danger to 9 debug. */
export const severity = z
  .number()
  .int()
  .min(0)
  .max(9)
  .describe('0 danger, 1 hardware failure, 2 system failure, 3 critical, 4 error, 5 alert, 6 warning, 7 notice, 8 information, 9 debug');

/** How many values a stream collects for one message: so many, or those of so many seconds. */
export const streamParameters = z.object({
  interval: z.number().int().min(0).max(86_400).optional().describe('Seconds'),
  values: z.number().int().min(0).max(10_000).optional(),
});
const monitor = variableAddress.omit({ attribute: true }).extend({
  component: z.string().min(1).max(50),
  type: z.enum(monitorTypes).describe('TargetDelta, TargetDeltaRelative: 2.1 only'),
  value: z.number().describe('Threshold or change in the unit of the variable; seconds for the periodic ones'),
  severity,
});

/** What a station watches by itself, and tells us of. 2.x only. */
export const monitoring = [
  z.object({
    verb: z.literal('setVariableMonitoring'),
    monitors: z
      .array(
        monitor.extend({
          id: z.number().int().min(0).optional().describe('Changes this monitor; left out: a new one'),
          transaction: z.boolean().optional().describe('Only while a transaction runs'),
          stream: streamParameters.optional().describe('2.1: sends its values as a periodic event stream'),
        }),
      )
      .min(1)
      .max(100),
  }),
  z.object({ verb: z.literal('clearVariableMonitoring'), ids: z.array(z.number().int().min(0)).min(1).max(500) }),
  z.object({
    verb: z.literal('getMonitoringReport'),
    criteria: z.array(z.enum(monitoringCriteria)).max(3).default([]),
    variables: z.array(componentAddress).max(500).default([]).describe('With no criteria and no variables: every monitor'),
  }),
  z.object({ verb: z.literal('setMonitoringBase'), base: z.enum(monitoringBases) }),
  z.object({ verb: z.literal('setMonitoringLevel'), severity: severity.describe('Events of this severity and worse are told') }),
  z.object({ verb: z.literal('getPeriodicEventStreams') }),
  z.object({ verb: z.literal('adjustPeriodicEventStream'), id: z.number().int().min(0), ...streamParameters.shape }),
] as const;
