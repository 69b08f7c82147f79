import { rolloutSteps } from '@stationmaster/domain';
import { z } from 'zod';
import { bulkFilter } from './bulk.ts';
import { id, instant, page, pageOf, stationId } from './common.ts';
import { route } from './route.ts';

const short = z.string().trim().min(1).max(100);
const place = z.object({
  component: z.string().max(50).default('').describe('Empty for an OCPP 1.6 key'),
  instance: z.string().max(50).default(''),
  evseId: z.number().int().min(0).default(0),
  connectorId: z.number().int().min(0).default(0),
  variable: z.string().trim().min(1).max(50),
  variableInstance: z.string().max(50).default(''),
});
const scope = z.object({
  vendor: short.nullable().default(null),
  model: short.nullable().default(null),
  siteId: id.nullable().default(null),
  stationId: stationId.nullable().default(null),
});
const templateBody = z.object({
  name: short,
  scope: scope.prefault({}).describe('All that fit every condition given; without any, every station'),
  entries: z
    .array(
      place.extend({
        value: z.string().max(2500).nullable().describe('null: a secret that stays as it is; secrets are never told'),
      }),
    )
    .min(1)
    .max(200),
});
export const configurationTemplate = templateBody.extend({
  id: z.number(),
  rank: z
    .number()
    .describe('0: all stations … 15; of two that speak of the same setting the higher one wins, among equals the one made later'),
  revision: z.number(),
  entries: z.array(place.extend({ value: z.string().nullable(), isSecret: z.boolean() })),
  stations: z.number().describe('That it is for'),
  updatedAt: instant,
  updatedBy: z.string(),
});
export const configurationChanges = ['created', 'changed', 'removed', 'restored', 'imported'] as const;
const revision = z.object({
  revision: z.number(),
  at: instant,
  author: z.string(),
  change: z.enum(configurationChanges),
  name: z.string(),
  scope,
  entries: configurationTemplate.shape.entries,
});
export const configurationStates = ['inStep', 'drifted', 'unknown', 'none'] as const;
export const driftStates = ['same', 'different', 'missing', 'readOnly', 'hidden', 'unknown'] as const;
const standing = z.object({
  stationId,
  stationName: z.string(),
  connected: z.boolean(),
  state: z.enum(configurationStates),
  drifted: z.number().describe('Settings that are not as they should be'),
  checkedAt: instant.nullable(),
  askedAt: instant.nullable().describe('When the station itself last told'),
});
const compared = place.extend({
  wanted: z.string().nullable().describe('null: a secret'),
  told: z.string().nullable(),
  state: z.enum(driftStates),
  templateId: z.number(),
  templateName: z.string(),
  overrides: z.array(z.string()).describe('Templates that say otherwise and count less, the least first'),
});
export const rolloutRules = z.object({
  canary: z.number().int().min(1).max(100).default(1).describe('Stations that go first, alone'),
  mayFail: z.number().int().min(0).max(1000).default(0).describe('Of the others, so many may fail before everything stops'),
  soakSeconds: z.number().int().min(0).max(86_400).default(60).describe('How long a station is watched before it counts as well'),
  restart: z.enum(['whenFree', 'never']).default('whenFree').describe('Where a setting needs it: as soon as no car charges, or not at all'),
  onlyFree: z.boolean().default(true).describe('Nothing is written while a car charges'),
  withinHours: z.number().int().min(1).max(720).default(24).describe('Stations that are away are waited for so long'),
});
export const rolloutStatuses = ['running', 'done', 'stopped', 'cancelled'] as const;
const rollout = z.object({
  id: z.number(),
  status: z.enum(rolloutStatuses),
  reason: z.string().nullable().describe('The station whose failure stopped it'),
  filter: bulkFilter,
  rules: rolloutRules,
  startedBy: z.string(),
  startedAt: instant,
  endedAt: instant.nullable(),
  total: z.number(),
  bySteps: z.partialRecord(z.enum(rolloutSteps), z.number()),
});
const change = place.extend({ before: z.string().nullable(), wanted: z.string().nullable() });
const rolloutStation = z.object({
  stationId,
  stationName: z.string(),
  wave: z.number().describe('0: the first, 1: the rest'),
  step: z.enum(rolloutSteps),
  reason: z.string().nullable(),
  commandId: z.number().nullable(),
  changes: z.array(change),
  updatedAt: instant,
});
const start = z.object({ filter: bulkFilter, rules: rolloutRules.prefault({}) });
const exported = z.object({
  format: z.literal('stationmaster configuration 1'),
  templates: z.array(templateBody).max(1000),
});

const ofStation = z.object({ stationId });
const ofTemplate = z.object({ templateId: id });
const ofRollout = z.object({ rolloutId: id });
const tag = 'Configuration';
export const configurationRoutes = {
  listConfigurationTemplates: route({
    method: 'GET',
    path: '/configuration/templates',
    permission: 'viewer',
    tag,
    summary: 'What stations should be set to, the general ones first',
    query: page,
    response: pageOf(configurationTemplate),
  }),
  createConfigurationTemplate: route({
    method: 'POST',
    path: '/configuration/templates',
    permission: 'operator',
    tag,
    summary: 'Add a template; nothing is written to a station before it is rolled out',
    body: templateBody,
    response: configurationTemplate,
    creates: true,
  }),
  getConfigurationTemplate: route({
    method: 'GET',
    path: '/configuration/templates/:templateId',
    permission: 'viewer',
    tag,
    summary: 'One template',
    params: ofTemplate,
    response: configurationTemplate,
  }),
  updateConfigurationTemplate: route({
    method: 'PUT',
    path: '/configuration/templates/:templateId',
    permission: 'operator',
    tag,
    summary: 'Change a template; the former one stays in its history',
    params: ofTemplate,
    body: templateBody,
    response: configurationTemplate,
  }),
  deleteConfigurationTemplate: route({
    method: 'DELETE',
    path: '/configuration/templates/:templateId',
    permission: 'operator',
    tag,
    summary: 'Ask this of no station any more; what they are set to stays',
    params: ofTemplate,
  }),
  listConfigurationRevisions: route({
    method: 'GET',
    path: '/configuration/templates/:templateId/revisions',
    permission: 'viewer',
    tag,
    summary: 'What a template was and who made it so, newest first',
    params: ofTemplate,
    query: page,
    response: pageOf(revision),
  }),
  restoreConfigurationTemplate: route({
    method: 'POST',
    path: '/configuration/templates/:templateId/revisions/:revision/restoration',
    permission: 'operator',
    tag,
    summary: 'Make a template again what it was, secrets too',
    params: ofTemplate.extend({ revision: id }),
    response: configurationTemplate,
    once: true,
  }),
  listConfigurationStations: route({
    method: 'GET',
    path: '/configuration/stations',
    permission: 'viewer',
    tag,
    summary: 'Stations and whether they are as they should be',
    query: page.extend({ state: z.enum(configurationStates).optional() }),
    response: pageOf(standing),
  }),
  getStationConfiguration: route({
    method: 'GET',
    path: '/stations/:stationId/desired-configuration',
    permission: 'viewer',
    tag,
    summary: 'What a station is set to beside what it should be, and by which template',
    params: ofStation,
    response: standing.extend({ settings: z.array(compared) }),
  }),
  checkStationConfiguration: route({
    method: 'POST',
    path: '/stations/:stationId/desired-configuration/check',
    permission: 'operator',
    tag,
    summary: 'Ask the station now, and compare',
    params: ofStation,
    response: standing.extend({ settings: z.array(compared) }),
    once: true,
  }),
  previewConfiguration: route({
    method: 'POST',
    path: '/configuration/preview',
    permission: 'viewer',
    tag,
    summary: 'What a roll-out would change, by what the stations last told; nothing is written',
    body: z.object({ filter: bulkFilter }),
    response: z.object({
      stations: z.number(),
      unchanged: z.number(),
      impossible: z.number().describe('Settings that stations do not have or that cannot be written'),
      items: z
        .array(z.object({ stationId, stationName: z.string(), connected: z.boolean(), changes: z.array(change) }))
        .describe('Stations with changes, at most 500'),
    }),
  }),
  createConfigurationRollout: route({
    method: 'POST',
    path: '/configuration/rollouts',
    permission: 'operator',
    tag,
    summary: 'Bring stations to what they should be: a few first, then the rest; stops when it does harm',
    body: start,
    response: rollout,
    creates: true,
  }),
  listConfigurationRollouts: route({
    method: 'GET',
    path: '/configuration/rollouts',
    permission: 'viewer',
    tag,
    summary: 'Roll-outs, newest first',
    query: page,
    response: pageOf(rollout),
  }),
  getConfigurationRollout: route({
    method: 'GET',
    path: '/configuration/rollouts/:rolloutId',
    permission: 'viewer',
    tag,
    summary: 'One roll-out',
    params: ofRollout,
    response: rollout,
  }),
  listConfigurationRolloutStations: route({
    method: 'GET',
    path: '/configuration/rollouts/:rolloutId/stations',
    permission: 'viewer',
    tag,
    summary: 'How far each station is, the first ones first',
    params: ofRollout,
    query: page.extend({ step: z.enum(rolloutSteps).optional() }),
    response: pageOf(rolloutStation),
  }),
  cancelConfigurationRollout: route({
    method: 'POST',
    path: '/configuration/rollouts/:rolloutId/cancellation',
    permission: 'operator',
    tag,
    summary: 'Begin with no further station',
    params: ofRollout,
    response: rollout,
  }),
  exportConfiguration: route({
    method: 'GET',
    path: '/configuration/export',
    permission: 'viewer',
    tag,
    summary: 'All templates as JSON, without secrets',
    response: exported,
  }),
  importConfiguration: route({
    method: 'POST',
    path: '/configuration/import',
    permission: 'operator',
    tag,
    summary: 'Templates from an export: those of the same name are changed, others added; a secret without value stays',
    body: exported,
    response: z.object({ created: z.number(), changed: z.number(), unchanged: z.number() }),
    once: true,
  }),
};
