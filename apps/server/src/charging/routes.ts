import type { chargingRoutes } from '@stationmaster/contract';
import { compositeSchedule, questionOf } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import { fail } from '../errors.ts';
import type { Handlers } from '../http/handler.ts';
import { loadStation } from '../stations/load.ts';
import { stationRowId } from '../stations/row-id.ts';
import { abilitiesOf } from './abilities.ts';
import { feedOf } from './feed.ts';
import { evseIdsOf, knowledgeOf, noLimits } from './knowledge.ts';
import { findRecord, selectSetBy, selectVariables } from './store.ts';
import { knownView, oursView, profilesView, theirsView } from './views.ts';

export function chargingHandlers(context: Context): Handlers<typeof chargingRoutes> {
  return {
    getChargingLimits: ({ params, query: { evseId, unit, hours } }, call) =>
      call.tx(async (db) => {
        const stationId = await stationRowId(db, params.stationId);
        const state = context.gateway.peek(stationId) ?? (await loadStation(db, stationId, call.now));
        if (state === undefined) throw fail('notFound', { what: 'station', id: params.stationId });
        const [variables, record] = await Promise.all([
          selectVariables(db, [stationId]),
          findRecord(db, stationId, { kind: 'compositeSchedule', key: String(evseId) }),
        ]);
        const limits = { ...(state.limits ?? noLimits(feedOf(variables))), feed: feedOf(variables) };
        const known = knowledgeOf(state, limits);
        const commands = [...limits.set.values()].map(({ commandId }) => commandId);
        const setBy = new Map((await selectSetBy(db, commands)).map(({ commandId, requestedBy }) => [commandId, requestedBy]));
        const { maxStackLevel, maxPeriods, maxProfiles, units, features, additionalPurposes } = abilitiesOf(variables, {
          evseIds: evseIdsOf(state),
          evseId,
        });
        return {
          evseId,
          unit,
          ours: oursView(compositeSchedule(questionOf(known, { evseId, from: call.now, durationSeconds: hours * 3600, unit }))),
          theirs: theirsView(known, evseId, record),
          profiles: profilesView(state.version, limits, setBy),
          known: knownView(known),
          abilities: {
            ...(maxStackLevel !== undefined && { maxStackLevel }),
            ...(maxPeriods !== undefined && { maxPeriods }),
            ...(maxProfiles !== undefined && { maxProfiles }),
            ...(units && { units: [...units] }),
            ...(features && { features: [...features] }),
            ...(additionalPurposes && { additionalPurposes: [...additionalPurposes] }),
          },
        };
      }),
  };
}
