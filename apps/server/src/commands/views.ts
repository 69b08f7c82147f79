import type { command, variable } from '@stationmaster/contract';
import type { z } from 'zod';
import type { CommandRow, VariableViewRow } from './store.ts';

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
  };
}

export function variableView(row: VariableViewRow): z.input<typeof variable> {
  const { component, instance, variable: name, value, mutability } = row;
  return {
    component,
    instance,
    evseId: row.evse_id,
    connectorId: row.connector_id,
    variable: name,
    variableInstance: row.variable_instance,
    value,
    mutability,
    updatedAt: row.updated_at.toISOString(),
  };
}
