import { checkRequest, checkResponse, type Refusal } from './check.ts';
import { encodeCall, encodeResultError } from './encode.ts';
import { type FaultName, type FrameFault, faultAnswer } from './fault.ts';
import { type Frame, parseFrame } from './frame.ts';
import { LateCalls } from './late.ts';
import type { Outcome } from './outcome.ts';
import type { PeerOptions } from './peer-options.ts';
import { type Accepted, acceptResponse } from './repair.ts';

/** A payload of ours that its schema refuses: a programming mistake, so it is thrown. */
export class InvalidCall extends Error {
  override readonly name = 'InvalidCall';
  readonly action: string;
  readonly refusal: Refusal;

  constructor(action: string, refusal: Refusal) {
    super(`${action}: ${refusal.description}`);
    this.action = action;
    this.refusal = refusal;
  }
}

interface Pending {
  id: string;
  action: string;
  request: string;
  timeoutMs: number;
  timer: unknown;
  settle(outcome: Outcome): void;
}

type Answer = Extract<Frame, { kind: 'result' | 'error' }>;

/**
 * One end of an OCPP-J connection, in either role: it frames, matches answers to calls and keeps one
 * call of ours outstanding at a time, the others waiting in order. The other side's calls cross ours
 * freely. [J16 §4.1.1, P4 §4.1.1]
 */
export class Peer {
  readonly #options: PeerOptions;
  readonly #late = new LateCalls();
  readonly #waiting: Pending[] = [];
  #out: Pending | null = null;
  #isClosed = false;

  constructor(options: PeerOptions) {
    this.#options = options;
  }

  /** Our calls that have not ended yet, whether out or waiting. */
  get pending(): number {
    return this.#waiting.length + (this.#out === null ? 0 : 1);
  }

  /** Takes one text frame of the other side. Never throws, whatever the text. */
  receive(text: string): void {
    if (this.#isClosed) return;
    const frame = parseFrame(this.#options.version, text);
    if ('fault' in frame) this.#refuse(frame, text);
    else if (frame.kind === 'call') this.#options.onCall({ id: frame.id, action: frame.action, payload: frame.payload, text });
    else if (frame.kind === 'send') this.#takeSend(frame, text);
    else if (frame.kind === 'resultError') this.#takeRefusal(frame);
    else this.#takeAnswer(frame, text);
  }

  /**
   * Calls the other side, or queues the call behind those before it; the time runs from sending.
   * Throws `InvalidCall` when the payload is not what the schema asks for.
   */
  call(action: string, payload: unknown, { timeoutMs }: { timeoutMs: number }): Promise<Outcome> {
    const check = checkRequest(this.#options.version, action, payload);
    if (!check.ok) throw new InvalidCall(action, check);
    if (this.#isClosed) return Promise.resolve({ kind: 'closed' });
    if (this.#waiting.length >= (this.#options.maxQueue ?? 100)) return Promise.resolve({ kind: 'queueFull' });
    const id = this.#options.newId();
    const request = encodeCall(id, action, payload);
    return new Promise((settle) => {
      this.#waiting.push({ id, action, request, timeoutMs, timer: null, settle });
      this.#sendNext();
    });
  }

  /** Ends every call of ours as 'closed' and is deaf from then on. Does not close the socket. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const waiting = this.#waiting.splice(0);
    if (this.#out !== null) this.#end(this.#out, { kind: 'closed' }, null);
    for (const call of waiting) call.settle({ kind: 'closed' });
  }

  #sendNext(): void {
    if (this.#out !== null || this.#isClosed) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    // Before sending: in a pipe within one process the answer is back before `send` returns.
    this.#out = next;
    next.timer = this.#options.timers.set(() => this.#timeOut(next), next.timeoutMs);
    this.#options.send(next.request);
  }

  #timeOut(call: Pending): void {
    if (this.#out !== call) return;
    this.#late.add(call.id, call.action);
    this.#end(call, { kind: 'timedOut' }, null);
  }

  #end(call: Pending, outcome: Outcome, answer: string | null): void {
    this.#out = null;
    this.#options.timers.clear(call.timer);
    const { id, action, request } = call;
    this.#options.onExchange?.({ id, action, request, answer, outcome });
    call.settle(outcome);
    this.#sendNext();
  }

  #takeAnswer(answer: Answer, text: string): void {
    const call = this.#out;
    if (call?.id === answer.id) this.#end(call, this.#outcomeOf(call, answer), text);
    else this.#takeLate(answer, text);
  }

  #takeLate(answer: Answer, text: string): void {
    const { id } = answer;
    const action = this.#late.take(id);
    if (action === null) this.#report('unknownId', id);
    else if (answer.kind === 'result') this.#options.onLate?.({ id, action, payload: answer.payload, text });
    else {
      const { code, description, details } = answer;
      this.#options.onLate?.({ id, action, payload: null, text, error: { code, description, details } });
    }
  }

  #outcomeOf(call: Pending, answer: Answer): Outcome {
    if (answer.kind === 'error') {
      return { kind: 'error', code: answer.code, description: answer.description, details: answer.details };
    }
    const { version, role } = this.#options;
    // A CSMS bears with its stations; a station that bore with a CSMS would hide what is wrong with it.
    const accept = role === 'csms' ? acceptResponse : checkResponse;
    const accepted = accept(version, call.action, answer.payload);
    if (accepted.ok) return { kind: 'result', payload: answer.payload, ...mendedIn(accepted) };
    // 2.1 tells the other side; before it there is no answer to a bad answer. [21P2 FR.06]
    if (version === 'ocpp2.1') this.#options.send(encodeResultError({ id: call.id, ...accepted }));
    return { kind: 'invalid', why: accepted.description, payload: answer.payload };
  }

  #takeSend(frame: Extract<Frame, { kind: 'send' }>, text: string): void {
    const { role, onSend } = this.#options;
    if (role === 'station' || onSend === undefined) this.#report('unexpectedSend', frame.id);
    else this.#options.onSend?.({ id: frame.id, action: frame.action, payload: frame.payload, text });
  }

  /** A frame that cannot be taken. If it tried to answer our call, the call ends with it. */
  #refuse(fault: FrameFault, text: string): void {
    const call = this.#out;
    const isAnswer = fault.fault === 'badResult' || fault.fault === 'badError';
    const isOurs = isAnswer && call !== null && call.id === fault.id;
    const told = isAnswer && !isOurs ? { ...fault, answer: null } : fault;
    if (told.answer !== null) this.#options.send(told.answer);
    this.#options.onFault(told);
    if (isOurs && this.#out === call) this.#end(call, { kind: 'invalid', why: fault.why, payload: null }, text);
  }

  #takeRefusal({ id, code, description, details }: Extract<Frame, { kind: 'resultError' }>): void {
    const { version, onFault } = this.#options;
    const told = faultAnswer(version, { fault: 'resultRefused', id });
    onFault({ ...told, why: `${told.why} ${code} ${description}`.trimEnd(), refusal: { code, description, details } });
  }

  #report(fault: FaultName, id: string): void {
    const { version, onFault } = this.#options;
    onFault(faultAnswer(version, { fault, id }));
  }
}

/** What an answer is after its repairs; nothing when it needed none. */
function mendedIn(accepted: Partial<Extract<Accepted, { ok: true }>>): { payload?: unknown; repairs?: readonly string[] } {
  const { payload, repairs = [] } = accepted;
  return repairs.length === 0 ? {} : { payload, repairs };
}
