import { z } from 'zod';

/** What of a variable: its value, the value it is to get to, the least and the most it may be set to. */
export const attributeTypes = ['Actual', 'Target', 'MinSet', 'MaxSet'] as const;
export const variableAddress = z.object({
  component: z.string().max(50).default('').describe('Empty for an OCPP 1.6 key'),
  instance: z.string().max(50).optional(),
  evseId: z.number().int().optional(),
  connectorId: z.number().int().optional(),
  variable: z.string().min(1).max(50),
  variableInstance: z.string().max(50).optional(),
  attribute: z.enum(attributeTypes).optional().describe('2.x; left out: Actual'),
});

/** 1.6 keys and 2.x variables as one thing. */
export const configuration = [
  z.object({
    verb: z.literal('readConfiguration'),
    variables: z.array(variableAddress).max(500).default([]).describe('Empty: everything the station tells'),
  }),
  z.object({
    verb: z.literal('writeConfiguration'),
    variables: z
      .array(variableAddress.extend({ value: z.string().max(2500) }))
      .min(1)
      .max(100)
      .refine(isEachOnce, 'each variable once'),
  }),
] as const;

/** 2.x B05.FR.13: one value a variable and attribute; names compare without case. */
function isEachOnce(variables: readonly z.output<typeof variableAddress>[]): boolean {
  const places = variables.map(({ component, instance, evseId, connectorId, variable, variableInstance, attribute = 'Actual' }) =>
    JSON.stringify([component, instance ?? '', evseId ?? 0, connectorId ?? 0, variable, variableInstance ?? '', attribute]).toLowerCase(),
  );
  return new Set(places).size === places.length;
}
