import { z } from 'zod';

/** DERControlEnum of 2.1. */
export const derControlTypes = [
  'EnterService',
  'FreqDroop',
  'FreqWatt',
  'FixedPFAbsorb',
  'FixedPFInject',
  'FixedVar',
  'Gradients',
  'HFMustTrip',
  'HFMayTrip',
  'HVMustTrip',
  'HVMomCess',
  'HVMayTrip',
  'LimitMaxDischarge',
  'LFMustTrip',
  'LVMustTrip',
  'LVMomCess',
  'LVMayTrip',
  'PowerMonitoringMustTrip',
  'VoltVar',
  'VoltWatt',
  'WattPF',
  'WattVar',
] as const;
const controlType = z.enum(derControlTypes);
const controlId = z.string().min(1).max(36);

/** How a station of 2.1 behaves toward the grid (distributed energy resources, R04). */
export const der = [
  z.object({
    verb: z.literal('setDERControl'),
    controlType,
    controlId: controlId.optional().describe('Of the control to replace; left out: a new one'),
    isDefault: z.boolean().default(false).describe('Holds whenever no other of its type does'),
    settings: z
      .looseObject({ priority: z.number().int().min(0) })
      .describe('As OCPP 2.1 writes it for the type: a curve, or EnterService, FixedPF, FixedVar, FreqDroop, Gradient, LimitMaxDischarge'),
  }),
  z.object({
    verb: z.literal('getDERControl'),
    isDefault: z.boolean().optional(),
    controlType: controlType.optional(),
    controlId: controlId.optional(),
  }),
  z.object({
    verb: z.literal('clearDERControl'),
    isDefault: z.boolean().default(false),
    controlType: controlType.optional().describe('Left out: of every type'),
    controlId: controlId.optional(),
  }),
] as const;
