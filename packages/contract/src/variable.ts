import { z } from 'zod';
import { instant } from './common.ts';

const attribute = z.object({ value: z.string().nullable(), mutability: z.string() });
export const dataTypes = ['string', 'decimal', 'integer', 'dateTime', 'boolean', 'OptionList', 'SequenceList', 'MemberList'] as const;

/** One setting of a station: a key of 1.6 (component '') or a variable of 2.x. What nobody knows of it is null. */
export const variable = z.object({
  component: z.string(),
  instance: z.string(),
  evseId: z.number(),
  connectorId: z.number(),
  variable: z.string(),
  variableInstance: z.string(),
  value: z.string().nullable().describe('Null: write-only, unset or secret'),
  mutability: z.string(),
  persistent: z.boolean().nullable(),
  constant: z.boolean().nullable(),
  target: attribute.nullable(),
  minSet: attribute.nullable(),
  maxSet: attribute.nullable(),
  described: z
    .enum(['station', 'standard'])
    .nullable()
    .describe('Who says type, limits and values: the station, or OCPP by the name alone'),
  dataType: z.enum(dataTypes).nullable(),
  unit: z.string().nullable(),
  minLimit: z.number().nullable(),
  maxLimit: z.number().nullable().describe('Of a text: its longest length'),
  maxElements: z.number().nullable(),
  values: z.array(z.string()).nullable().describe('What it may be, or its list may hold'),
  supportsMonitoring: z.boolean().nullable(),
  meaning: z.string().nullable().describe('Names a setting that OCPP knows, the same in every version'),
  topic: z.string().nullable(),
  updatedAt: instant,
});
