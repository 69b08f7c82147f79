import type { frame } from '@stationmaster/contract';
import type { z } from 'zod';
import { explain } from './explain.ts';
import type { FrameRow } from './store.ts';

/** An exchange as the API tells it, with a plain sentence. */
export function frameView(row: FrameRow): z.input<typeof frame> {
  const { direction, action, request, answer, outcome, repairs } = row;
  return {
    id: row.id,
    at: row.at.toISOString(),
    direction,
    action,
    messageId: row.message_id,
    request,
    answer,
    answeredAt: row.answered_at?.toISOString() ?? null,
    outcome,
    sessionId: row.session_id,
    commandId: row.command_id,
    repairs,
    explained: explain({ direction, action, request, answer, outcome }),
  };
}
