import { randomUUID } from 'node:crypto';
import { isAction, prepare, type Version } from '@stationmaster/ocpp';
import { takeLateAnswer } from './commands/late.ts';
import type { Context } from './context.ts';
import { Forwarder } from './forwarding/forwarder.ts';
import { Gateway } from './gateway/gateway.ts';
import type { GatewayParts, LobbyPort } from './gateway/parts.ts';
import type { AnyHandler } from './gateway/station-call.ts';
import type { AnySendHandler } from './gateway/station-send.ts';
import type { Metrics } from './health/metrics.ts';
import { lobbyBoot, refuseStranger } from './lobby/answer.ts';
import { admit, noteAsked } from './ocpp/gate.ts';
import { sends21, v21, v201 } from './ocpp/v2x/table.ts';
import { v16 } from './ocpp/v16/table.ts';
import { createDirectory } from './stations/directory.ts';
import { onConnected, onDisconnected } from './stations/start-up.ts';
import { forgetTimeout, rememberTimeout } from './stations/timeout.ts';
import { noteReturn } from './transport/moves/runner.ts';
import { callerAddress } from './transport/proxy.ts';
import type { WayOf } from './transport/way-of.ts';

const tables: Record<Version, Record<string, AnyHandler>> = { 'ocpp1.6': v16, 'ocpp2.0.1': v201, 'ocpp2.1': v21 };
const sends: Partial<Record<Version, Record<string, AnySendHandler>>> = { 'ocpp2.1': sends21 };

export interface GatewayWorld {
  context: Omit<Context, 'gateway'>;
  metrics: Metrics;
  installKey: string;
  wayOf: WayOf;
  lobby: LobbyPort & { said: (identity: string, said: Record<string, unknown>) => void };
  checkAnswer?: GatewayParts['checkAnswer'];
}

/** Joins the gateway, which knows no noun, with the nouns. Fills `context.gateway`. */
export function createGateway({ context: world, metrics, installKey, wayOf, lobby, checkAnswer }: GatewayWorld): {
  gateway: Gateway;
  context: Context;
  forwarder: Forwarder;
} {
  const { config, db, clock, log } = world;
  const boot = lobbyBoot((identity, said) => lobby.said(identity, said));
  for (const [version, table] of Object.entries(tables))
    prepare(
      version as Version,
      Object.keys(table).filter((action) => isHot(action)),
    );
  const context = { ...world } as Context;
  const forwarder = new Forwarder(() => ({ ...context, newMessageId: randomUUID, random: Math.random }));
  const parts: GatewayParts = {
    limits: {
      maxPayloadBytes: config.maxPayloadBytes,
      maxCallsPerSecond: config.maxMessagesPerSecond,
      pingIntervalMs: config.pingIntervalSeconds * 1000,
      unknownStations: config.unknownStations,
      maxLobby: config.maxLobbySockets,
      maxLobbyPerAddress: config.maxConnectionsPerAddress,
      maxUnsentBytes: config.maxBufferedBytes,
    },
    caller: (request) => ({ remoteAddress: callerAddress(config, request), way: wayOf(request) }),
    clock,
    log,
    ids: world.ids,
    newMessageId: randomUUID,
    commit: world.commit,
    tell: world.tell,
    lobby,
    observe: metrics.gateway,
    directory: createDirectory({
      db,
      clock,
      installKey,
      demo: config.demo,
      openAccess: config.openAccess,
      organization: config.tlsClientOrganization,
    }),
    handlers: (version, action, inLobby) => {
      if (inLobby) return action === 'BootNotification' ? boot : undefined;
      const table = tables[version];
      return Object.hasOwn(table, action) ? table[action] : undefined;
    },
    sends: (version, action) => {
      const table = sends[version] ?? {};
      return Object.hasOwn(table, action) ? table[action] : undefined;
    },
    admit: (state, action) => (state.inLobby ? refuseStranger(action) : admit(state, action)),
    onAsking: noteAsked,
    context: () => context,
    onConnected: (state, { profile, isMoving }) => {
      onConnected(context, state);
      forwarder.follow(state);
      if (isMoving && profile !== null)
        noteReturn(context, state, profile).catch((error: unknown) =>
          log.error({ station: state.identity, err: error }, 'move.returnNotNoted'),
        );
    },
    onDisconnected: (state, at) => {
      onDisconnected(context, state, at);
      forwarder.leave(state);
    },
    onReloaded: (state) => forwarder.follow(state),
    share: forwarder,
    onAnswered: (state, tookMs) => {
      void forgetTimeout(context, state, tookMs).catch((error: unknown) => log.warn({ err: error }, 'station.timeoutNotStored'));
    },
    onLate: (late) => {
      void rememberTimeout(context, late).catch((error: unknown) => log.warn({ err: error }, 'station.timeoutNotStored'));
      const { commandId, tookMs: _, ...answer } = late;
      if (commandId !== null)
        void takeLateAnswer(context, { ...answer, commandId }).catch((error: unknown) =>
          log.warn({ err: error }, 'command.lateAnswerFailed'),
        );
    },
    ...(checkAnswer ? { checkAnswer } : {}),
  };
  const gateway = new Gateway(parts);
  context.gateway = gateway;
  return { gateway, context, forwarder };
}

/** Compiled before the first station calls; the rest at first use. */
function isHot(action: string): boolean {
  return [
    'Authorize',
    'BootNotification',
    'Heartbeat',
    'MeterValues',
    'StartTransaction',
    'StatusNotification',
    'StopTransaction',
    'TransactionEvent',
    'NotifyEvent',
  ].includes(action);
}

export function isKnownAction(version: Version, action: string): boolean {
  return isAction(version, action);
}
