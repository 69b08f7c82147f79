import type { Draft } from './draft.ts';
import { refreshLimit } from './limits.ts';
import { advance } from './power.ts';
import { numberOf } from './settings.ts';
import type { Evse } from './state.ts';
import { settle } from './transaction.ts';

/** Profiles, time or the transaction have changed: the car gets what it may have now, and the CSMS hears of it. */
export function applyLimits(draft: Draft): void {
  for (const evse of draft.state.evses) {
    const before = evse.allowedW;
    advance(draft, evse);
    refreshLimit(draft, evse);
    if (evse.allowedW === before || evse.session === null) continue;
    settle(draft, evse, { trigger: isSignificant(draft, before, evse) ? 'ChargingRateChanged' : 'ChargingStateChanged' });
  }
}

/** [P2 SmartChargingCtrlr.LimitChangeSignificance] */
function isSignificant({ state }: Draft, before: number | null, { allowedW, maxW }: Evse): boolean {
  const old = before ?? maxW;
  const change = Math.abs((allowedW ?? maxW) - old);
  return old === 0 ? change > 0 : (change / old) * 100 >= numberOf(state, 'limitChangePercent');
}
