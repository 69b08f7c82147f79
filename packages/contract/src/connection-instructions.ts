import { z } from 'zod';
import { id, instant } from './common.ts';
import { route } from './route.ts';

const pattern = z.string().trim().max(200).default('');
const steps = z.array(z.string().trim().min(1).max(500)).max(30).default([]);
const inLanguages = z.object({ en: steps, de: steps }).describe('A step each, for whoever stands at the box; one language is enough');
const instructionBody = z.object({
  name: z.string().trim().min(1).max(100),
  vendor: pattern.describe('As stations name their maker at boot; * stands for anything, a comma parts several; empty: every maker'),
  model: pattern.describe('In the same way; empty: every model'),
  steps: inLanguages.refine(({ en, de }) => en.length + de.length > 0, 'name at least one step'),
});
const connectionInstruction = z.object({
  id: z.number().nullable().describe('null: delivered with the install'),
  name: z.string().describe('Empty: for every maker'),
  vendor: z.string(),
  model: z.string(),
  steps: z.object({ en: z.array(z.string()), de: z.array(z.string()) }),
  own: z.boolean().describe('Written here'),
  key: z.string().nullable().describe('Of delivered ones, also where own ones stand in their place'),
  updatedBy: z.string().nullable(),
  updatedAt: instant.nullable(),
});
const params = z.object({ instructionId: id });
const tag = 'Stations';

export const instructionRoutes = {
  listConnectionInstructions: route({
    method: 'GET',
    path: '/connection-instructions',
    permission: 'viewer',
    tag,
    summary: 'How stations of each maker are told whom to call: those delivered and your own',
    response: z.object({ items: z.array(connectionInstruction) }),
  }),
  createConnectionInstruction: route({
    method: 'POST',
    path: '/connection-instructions',
    permission: 'operator',
    tag,
    summary: 'Write some for a maker, or in place of delivered ones',
    body: instructionBody.extend({
      replaces: z.string().max(50).nullable().default(null).describe('Key of delivered ones, which are not shown any more'),
    }),
    response: connectionInstruction,
    creates: true,
  }),
  updateConnectionInstruction: route({
    method: 'PUT',
    path: '/connection-instructions/:instructionId',
    permission: 'operator',
    tag,
    summary: 'Change your own',
    params,
    body: instructionBody,
    response: connectionInstruction,
  }),
  deleteConnectionInstruction: route({
    method: 'DELETE',
    path: '/connection-instructions/:instructionId',
    permission: 'operator',
    tag,
    summary: 'Remove your own; delivered ones that they stood in for are there again',
    params,
  }),
};
