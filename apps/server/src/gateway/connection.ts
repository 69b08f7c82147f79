import type { Duplex } from 'node:stream';
import {
  type Exchange,
  type FrameFault,
  type IncomingCall,
  type LateAnswer,
  Peer,
  type PeerOptions,
  type Version,
} from '@stationmaster/ocpp';
import type WebSocket from 'ws';
import type { Writes } from '../db/writes.ts';
import type { StationState } from '../stations/state.ts';
import { malformed, withDeviations } from './deviations.ts';
import { lateAnswerWrites } from './late-answer.ts';
import { Mailbox } from './mailbox.ts';
import { maskSecrets, storedAnswer } from './mask.ts';
import type { Outbound, OutboundOutcome } from './outbound.ts';
import type { GatewayParts } from './parts.ts';
import { Rate } from './rate.ts';
import { takeCall } from './station-call.ts';
import { takeSend } from './station-send.ts';
import { sendText } from './text-frame.ts';
import type { Entered } from './way.ts';

const PAUSE_AT = 64;
const RESUME_AT = 16;
const MAX_QUEUE = 100;
const CLOSE_FLOOD = 1008;
const timers = {
  set: (fn: () => void, ms: number) => setTimeout(fn, ms),
  clear: (handle: unknown) => clearTimeout(handle as NodeJS.Timeout),
};

interface Sent {
  outbound: Outbound;
  frameId: number;
  /** null: it still waits behind others. */
  sentAt: number | null;
  answeredAt: number | null;
  /** Its row in the message log is written, or could not be. */
  stored: Promise<void> | null;
}

/** One open socket of a station: its peer, its mailbox, its live state. No timers of its own (see keep-alive.ts). */
export class Connection {
  readonly identity: string;
  readonly version: Version;
  readonly remoteAddress: string;
  readonly entered: Entered;
  readonly mailbox: Mailbox;
  state: StationState;
  lastHeardAt: number;
  pingedAt = 0;
  /** Nothing understandable has come yet: a malformed first frame goes to the lobby. */
  hasSpoken = false;
  /** A commit ended without an answer: the database may know more than `state`. Read again before the next turn. */
  isStale = false;
  readonly #parts: GatewayParts;
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #peer: Peer;
  readonly #rate: Rate;
  #sent: Sent[] | null = null;
  #timedOut: Map<string, Sent> | null = null;
  #onMalformed: ((fault: FrameFault, text: string) => void) | null;

  constructor(
    parts: GatewayParts,
    opened: {
      socket: WebSocket;
      stream: Duplex;
      state: StationState;
      version: Version;
      remoteAddress: string;
      entered: Entered;
      onMalformed: (fault: FrameFault, text: string) => void;
    },
  ) {
    this.#parts = parts;
    this.#socket = opened.socket;
    this.#stream = opened.stream;
    this.state = opened.state;
    this.identity = opened.state.identity;
    this.version = opened.version;
    this.remoteAddress = opened.remoteAddress;
    this.entered = opened.entered;
    this.lastHeardAt = parts.clock();
    this.#rate = new Rate(parts.limits.maxCallsPerSecond, this.lastHeardAt);
    this.#onMalformed = opened.onMalformed;
    this.mailbox = new Mailbox((error) => parts.log.error({ station: this.identity, err: error }, 'gateway.turnFailed'));
    this.#peer = new Peer(this.#peerOptions());
  }

  /** Takes a text frame from the socket. */
  receive(text: string): void {
    this.lastHeardAt = this.#parts.clock();
    const wait = this.#rate.take(this.lastHeardAt);
    this.#peer.receive(text);
    if (wait > 0) this.#pauseFor(wait);
    else if (this.mailbox.length > PAUSE_AT) this.#pauseUntilCalm();
  }

  sendText(text: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    // The station does not read: it is cut off and keeps its own data.
    if (this.#socket.bufferedAmount > this.#parts.limits.maxUnsentBytes) {
      this.#parts.log.warn({ station: this.identity, unsent: this.#socket.bufferedAmount }, 'gateway.slowReader');
      this.#socket.terminate();
      return;
    }
    sendText(this.#socket, this.#stream, text);
  }

  get isFull(): boolean {
    return this.#peer.pending >= MAX_QUEUE;
  }

  /** A call of ours. One is out at a time, the others wait in order. */
  async call(outbound: Outbound): Promise<OutboundOutcome> {
    const sent: Sent = { outbound, frameId: this.#parts.ids.frame(), sentAt: null, answeredAt: null, stored: null };
    const { action, payload, timeoutMs, isExact = false } = outbound;
    if (this.isFull) return { kind: 'queueFull', ...traceOf(sent) };
    this.#sent ??= [];
    if (this.#sent.length === 0) sent.sentAt = this.#parts.clock();
    const calling = this.#peer.call(action, payload, { timeoutMs: isExact ? timeoutMs : Math.max(timeoutMs, this.state.callTimeoutMs) });
    this.#sent.push(sent);
    this.#parts.onAsking(this.state, { action, payload });
    const outcome = await calling;
    await sent.stored;
    return { ...outcome, ...traceOf(sent) };
  }

  /** Reads the live state again, in a turn of its own mailbox. false: the station was removed. Throws when the database is away. */
  async reload(): Promise<boolean> {
    const fresh = await this.#parts.directory.load(this.state.id);
    if (fresh === undefined) return false;
    const { registration, phase, clockSkewMs } = this.state;
    this.state = { ...fresh, version: this.version, phase: fresh.registration === registration ? phase : fresh.phase, clockSkewMs };
    this.isStale = false;
    this.#parts.onReloaded(this.state);
    return true;
  }

  ping(now: number): void {
    this.pingedAt = now;
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  /** Hears nothing more and closes; resolves when what it had begun is committed. */
  retire(code: number, reason: string): Promise<void> {
    this.#peer.close();
    this.close(code, reason);
    return new Promise((resolve) => this.mailbox.run(() => resolve()));
  }

  terminate(): void {
    this.#socket.terminate();
  }

  /** The socket is gone: calls of ours end as 'closed'. */
  ended(): void {
    this.#peer.close();
    this.#sent = null;
  }

  #peerOptions(): PeerOptions {
    return {
      version: this.version,
      role: 'csms',
      send: (text) => this.sendText(text),
      onCall: (call) => this.#take(call),
      onSend: (send) => this.#takeSend(send),
      onFault: (fault) => this.#fault(fault),
      onLate: (late) => this.#late(late),
      onExchange: (exchange) => this.#exchanged(exchange),
      newId: this.#parts.newMessageId,
      timers,
      maxQueue: MAX_QUEUE,
    };
  }

  #take(call: IncomingCall): void {
    this.hasSpoken = true;
    this.mailbox.run(() => takeCall(this.#parts, this, call));
  }

  #takeSend(send: IncomingCall): void {
    this.hasSpoken = true;
    this.mailbox.run(() => takeSend(this.#parts, this, send));
  }

  #fault(fault: FrameFault): void {
    this.#parts.observe.call({ version: this.version, action: 'malformed', outcome: fault.fault, ms: 0 });
    this.#parts.log.info({ station: this.identity, fault: fault.fault, why: fault.why }, 'gateway.badFrame');
    if (!this.hasSpoken) this.#onMalformed?.(fault, fault.why);
    this.#onMalformed = null;
    if (this.state.inLobby) return;
    const { tenantId, id: stationId } = this.state;
    if (fault.refusal !== undefined && fault.id !== null && this.state.forwarding !== undefined)
      this.#parts.share.refused(this.state, fault.id, fault.refusal);
    const writes = malformed({ tenantId, stationId, at: this.lastHeardAt }, fault.fault);
    if (writes !== null) void this.#store(writes);
  }

  #exchanged({ id, action, request, answer, outcome }: Exchange): void {
    const sent = this.#sent?.shift();
    if (sent === undefined) return;
    const at = this.#parts.clock();
    if (answer !== null) sent.answeredAt = at;
    // Its end lets the next one out.
    const next = this.#sent?.[0];
    if (next !== undefined && outcome.kind !== 'closed') next.sentAt = at;
    if (this.state.inLobby) return;
    if (answer !== null && sent.sentAt !== null) this.#parts.onAnswered(this.state, at - sent.sentAt);
    if (outcome.kind === 'timedOut') {
      this.#timedOut ??= new Map();
      this.#timedOut.set(id, sent);
    }
    const frame = {
      id: sent.frameId,
      tenantId: this.state.tenantId,
      stationId: this.state.id,
      at: sent.sentAt ?? at,
      direction: 'out' as const,
      action,
      messageId: id,
      request: maskSecrets(request),
      answer: answer === null ? null : storedAnswer(answer),
      answeredAt: sent.answeredAt,
      outcome: outcome.kind === 'error' ? outcome.code.slice(0, 50) : outcome.kind,
      sessionId: sent.outbound.sessionId ?? null,
      commandId: sent.outbound.commandId,
      repairs: (outcome.kind === 'result' && outcome.repairs) || null,
    };
    // An answer that was no frame is counted as such already.
    const isRefused = outcome.kind === 'invalid' && outcome.payload !== null;
    sent.stored = this.#store(withDeviations(frame, isRefused ? { action, detail: outcome.why } : null));
  }

  #store(writes: Writes): Promise<void> {
    return this.#parts
      .commit(writes)
      .catch((error: unknown) => this.#parts.log.error({ station: this.identity, err: error }, 'gateway.frameNotStored'));
  }

  #late(late: LateAnswer): void {
    const { id, action, payload, error } = late;
    const sent = this.#timedOut?.get(id);
    if (sent === undefined || sent.sentAt === null) return;
    this.#timedOut?.delete(id);
    const { tenantId, id: stationId } = this.state;
    const { frameId, sentAt: at } = sent;
    const answeredAt = this.#parts.clock();
    const writes = lateAnswerWrites({ id: frameId, tenantId, stationId, at }, late, { version: this.version, answeredAt });
    void sent.stored?.then(() => this.#store(writes));
    this.#parts.onLate({
      commandId: sent.outbound.commandId,
      tenantId,
      stationId,
      version: this.version,
      action,
      payload,
      tookMs: answeredAt - at,
      ...(error ? { error } : {}),
    });
  }

  #pauseFor(ms: number): void {
    this.#socket.pause();
    setTimeout(() => this.#socket.resume(), ms);
  }

  #pauseUntilCalm(): void {
    if (this.mailbox.length > 20 * PAUSE_AT) {
      this.#socket.close(CLOSE_FLOOD, 'too many messages at once');
      return;
    }
    this.#socket.pause();
    const look = (): void => {
      if (this.mailbox.length <= RESUME_AT) this.#socket.resume();
      else setTimeout(look, 5);
    };
    setTimeout(look, 5);
  }
}

function traceOf({ frameId, sentAt, answeredAt }: Sent): Pick<Sent, 'frameId' | 'sentAt' | 'answeredAt'> {
  return { frameId, sentAt, answeredAt };
}
