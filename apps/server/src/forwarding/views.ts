import type { forwardedSession, forwarding, forwardingRoutes } from '@stationmaster/contract';
import { actions, checkAction, type Version, versions } from '@stationmaster/ocpp';
import type { z } from 'zod';
import type { Output } from '../http/handler.ts';
import type { ComparedRow, DayRow, MessageRow } from './compare-store.ts';
import type { ForwardingListRow } from './list-store.ts';
import { commandsOf, mayChoose } from './rights.ts';

export function forwardingView(row: ForwardingListRow): z.input<typeof forwarding> {
  const { url, identity, certificate, authority, answers, commands, connected, accepted, waiting, problem, charging } = row;
  return {
    ...{ stationId: row.station, stationConnected: row.station_connected, url, identity, hasPassword: row.has_password, certificate },
    ...{ hasCertificateKey: row.has_certificate_key, authority, answers, nextAnswers: row.next_answers, byAction: row.by_action, commands },
    ...{ patienceSeconds: row.patience_ms / 1000, since: row.since.toISOString(), connected, accepted, waiting, charging },
    waitingSince: iso(row.waiting_since),
    ...{ connectedAt: iso(row.connected_at), disconnectedAt: iso(row.disconnected_at) },
    ...{ problem, problemDetail: row.problem_detail, problemAt: iso(row.problem_at) },
  };
}

/** What can be chosen for a station of this version; one that never connected has all. */
export function choicesOf(protocol: string | null): Output<typeof forwardingRoutes.getForwarding>['choices'] {
  const version = versions.find((one): one is Version => one === protocol) ?? null;
  const all = version === null ? versions : [version];
  const heard = all.flatMap((one) =>
    (actions[one] as readonly string[]).filter((action) => checkAction(one, action).ok && mayChoose(action, 'them')),
  );
  return { protocol: version, actions: distinct(heard), commands: distinct(all.flatMap((one) => commandsOf(one))) };
}

export function comparedView(row: ComparedRow): z.input<typeof forwardedSession> {
  return {
    ...{
      sessionId: row.id,
      theirId: row.their_id,
      startedAt: row.started_at.toISOString(),
      endedAt: iso(row.ended_at),
      verdict: row.verdict,
    },
    ...{
      energyWh: row.energy_wh,
      toldWh: row.told_wh,
      messages: row.messages,
      notTaken: row.not_taken,
      differs: row.differs,
      slowestMs: row.slowest_ms,
    },
  };
}

export function dayView({ day, sessions, equal, energy_wh, told_wh }: DayRow) {
  return { day, sessions, equal, energyWh: energy_wh, toldWh: told_wh };
}

export function messageView(row: MessageRow): Output<typeof forwardingRoutes.listForwardedMessages>['items'][number] {
  const { direction, action, outcome, detail, answer, tries } = row;
  return {
    ...{
      frameId: row.frame_id,
      at: row.at.toISOString(),
      direction,
      action,
      sessionId: row.session_id,
      outcome,
      detail,
      answeredBy: row.answered_by,
    },
    ...{ answer, differs: row.differs ?? [], tookMs: row.took_ms, tries },
  };
}

function iso(moment: Date | null): string | null {
  return moment?.toISOString() ?? null;
}
function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted();
}
