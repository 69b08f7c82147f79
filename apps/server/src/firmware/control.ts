import type { campaignActions } from '@stationmaster/contract';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { Failure, fail } from '../errors.ts';
import { lockCampaign, tellCampaign } from './campaign-store.ts';
import { moveStations, setCampaignState } from './campaign-view-store.ts';
import { existingCampaign } from './campaigns.ts';

type Db = Kysely<Tables>;
export interface Control {
  id: number;
  action: (typeof campaignActions)[number];
  stationId: string | undefined;
  at: number;
}

/** What a person does with a campaign; the job takes it from there. Failures: notFound, campaignState, badRequest. */
export async function control(db: Db, { id, action, stationId, at }: Control): Promise<void> {
  const row = await lockCampaign(db, id);
  if (row === undefined) throw fail('notFound', { what: 'campaign', id });
  const { state } = row;
  const mustBe = (...states: (typeof state)[]): void => {
    if (!states.includes(state)) throw fail('campaignState', { id, state });
  };
  let next = state;
  const set = async (change: { state: typeof state; isOpen: boolean; forgiven?: number }): Promise<void> => {
    await setCampaignState(db, id, { ...change, at });
    next = change.state;
  };
  switch (action) {
    case 'pause':
      mustBe('running');
      await set({ state: 'paused', isOpen: true });
      break;
    case 'resume':
      mustBe('paused', 'stopped');
      // Whoever goes on in spite of failures has seen these.
      await set({ state: 'running', isOpen: true, forgiven: await failedStations(db, id) });
      break;
    case 'cancel':
      mustBe('running', 'paused', 'stopped');
      await moveStations(db, id, { from: ['waiting'], to: 'cancelled', reason: null, at });
      await set({ state: 'cancelled', isOpen: true });
      break;
    case 'rollBack':
      mustBe('running', 'paused', 'stopped', 'finished', 'cancelled');
      await set({ state: 'rollingBack', isOpen: true });
      break;
    case 'retry': {
      mustBe('running', 'paused', 'stopped', 'finished', 'rolledBack', 'rollingBack');
      const direction = state === 'rolledBack' || state === 'rollingBack' ? 'back' : 'forward';
      const moved = await moveStations(db, id, { from: ['failed'], to: 'waiting', reason: null, identity: stationId, direction, at });
      if (moved === 0) throw new Failure('badRequest', {}, [{ path: 'action', message: 'no station has failed there' }]);
      if (state === 'finished' || state === 'stopped')
        await set({ state: 'running', isOpen: true, forgiven: await failedStations(db, id) });
      if (state === 'rolledBack') await set({ state: 'rollingBack', isOpen: true });
      break;
    }
    case 'skip': {
      if (stationId === undefined) throw new Failure('badRequest', {}, [{ path: 'stationId', message: 'is needed to leave one out' }]);
      const direction = state === 'rollingBack' ? 'back' : 'forward';
      const moved = await moveStations(db, id, { from: ['waiting'], to: 'skipped', reason: 'byHand', identity: stationId, direction, at });
      if (moved === 0) throw new Failure('badRequest', {}, [{ path: 'stationId', message: 'does not wait in this campaign' }]);
      break;
    }
  }
  await tellCampaign(db, { id, tenantId: row.tenant_id, state: next, at });
}

async function failedStations(db: Db, id: number): Promise<number> {
  return (await existingCampaign(db, id)).counts.filter(({ state }) => state === 'failed').reduce((sum, { count }) => sum + count, 0);
}
