import { type TransferKind, type TransferPhase, transferPhase } from '@stationmaster/domain';
import type { AwaitedEffect } from '../../stations/state.ts';
import type { Effect, SeenEvent } from './seen-event.ts';

/** A transfer may be put off to the night; longer ones are followed by their record alone. */
const day = 86_400_000;

export const transfers = {
  updateFirmware: following('firmware', ['FirmwareStatusNotification', 'SignedFirmwareStatusNotification']),
  publishFirmware: following('publishFirmware', ['PublishFirmwareStatusNotification']),
  getLog: following('log', ['LogStatusNotification', 'DiagnosticsStatusNotification']),
} satisfies Record<string, Effect>;

function following(kind: TransferKind, actions: readonly string[]): Effect {
  const told = (awaited: AwaitedEffect, event: SeenEvent): { status: string; phase: TransferPhase } | null => {
    if (event.kind !== 'message' || event.status === undefined || !actions.includes(event.action)) return null;
    if (event.requestId !== undefined && event.requestId !== awaited.commandId) return null;
    // 1.6 has no id for diagnostics, and another message for the security log.
    const isOther =
      event.action === 'DiagnosticsStatusNotification' && awaited.request.verb === 'getLog' && awaited.request.kind !== 'diagnostics';
    return isOther ? null : { status: event.status, phase: transferPhase(kind, event.status) };
  };
  return {
    within: day,
    proved: (awaited, event) => told(awaited, event)?.phase === 'done',
    refuted: (awaited, event) => {
      const ending = told(awaited, event);
      return ending?.phase === 'failed' ? ending.status : null;
    },
  };
}
