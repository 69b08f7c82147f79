import type { command } from '@stationmaster/contract';
import type { z } from 'zod';
import type { CommandRow } from './store.ts';

type CommandView = z.input<typeof command>;
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export function commandView(row: CommandRow): CommandView {
  return {
    id: row.id,
    stationId: row.identity,
    // Only our own words are ever written into these columns.
    verb: row.verb as CommandView['verb'],
    status: row.status as CommandView['status'],
    parameters: row.parameters,
    answer: row.answer,
    reason: row.reason,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at.toISOString(),
    sentAt: iso(row.sent_at),
    answeredAt: iso(row.answered_at),
    confirmedAt: iso(row.confirmed_at),
    sessionId: row.session_id,
    expiresAt: row.expires_at?.toISOString() ?? null,
  };
}
