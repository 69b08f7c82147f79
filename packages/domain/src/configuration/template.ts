import type { VariablePlace } from './place.ts';
import { placeKey } from './place.ts';

/** Which stations a template is for: all that fit every condition given; without any, all there are. */
export interface TemplateScope {
  vendor: string | null;
  model: string | null;
  siteId: number | null;
  stationId: number | null;
}
/** One setting and what it is to be. */
export interface TemplateEntry extends VariablePlace {
  /** null: a secret; `seal` tells one secret from another. */
  value: string | null;
  /** Of a secret: changes whenever it is set anew. */
  seal: string | null;
}
export interface ConfigurationTemplate {
  id: number;
  name: string;
  scope: TemplateScope;
  entries: readonly TemplateEntry[];
}
export interface StationFacts {
  id: number;
  siteId: number | null;
  vendor: string | null;
  model: string | null;
  /** 'ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'; null: never seen. */
  protocol: string | null;
}
/** What one setting of a station should be, by which template, and which others had another say. */
export interface Desired extends TemplateEntry {
  key: string;
  templateId: number;
  overrides: number[];
}

/** What a template says of the nearer thing wins: the station, then its site, then the model, then the vendor, then everything. */
const weights = { stationId: 8, siteId: 4, model: 2, vendor: 1 } as const satisfies Record<keyof TemplateScope, number>;

/** 0 (all stations) … 15; the higher one wins, among equals the one made later. */
export function rankOf(scope: TemplateScope): number {
  return (Object.keys(weights) as (keyof TemplateScope)[]).reduce((sum, field) => sum + (scope[field] === null ? 0 : weights[field]), 0);
}

/** Vendors and models compare without case and outer blanks: stations of one maker write both ways. */
export function isFor({ vendor, model, siteId, stationId }: TemplateScope, station: StationFacts): boolean {
  const same = (wanted: string | null, told: string | null) =>
    wanted === null || (told !== null && wanted.trim().toLowerCase() === told.trim().toLowerCase());
  return (
    (stationId === null || stationId === station.id) &&
    (siteId === null || siteId === station.siteId) &&
    same(vendor, station.vendor) &&
    same(model, station.model)
  );
}

/** A key of 1.6 has no component; a station has only the settings of its own version. */
export function isOfVersion({ component }: Pick<TemplateEntry, 'component'>, protocol: string | null): boolean {
  return protocol === null || (component === '') === (protocol === 'ocpp1.6');
}

/** What the settings of a station should be, by their key. */
export function desiredConfiguration(templates: readonly ConfigurationTemplate[], station: StationFacts): Map<string, Desired> {
  const desired = new Map<string, Desired>();
  const inOrder = templates
    .filter(({ scope }) => isFor(scope, station))
    .toSorted((a, b) => rankOf(a.scope) - rankOf(b.scope) || a.id - b.id);
  for (const { id, entries } of inOrder)
    for (const entry of entries) {
      if (!isOfVersion(entry, station.protocol)) continue;
      const key = placeKey(entry);
      const before = desired.get(key);
      desired.set(key, { ...entry, key, templateId: id, overrides: before === undefined ? [] : [...before.overrides, before.templateId] });
    }
  return desired;
}
