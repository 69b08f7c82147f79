import type { Outcome } from '@stationmaster/ocpp';
import type { Context } from '../context.ts';
import { dialectOf } from '../gateway/dialect.ts';
import type { StationState } from '../stations/state.ts';
import { Answers } from './answers.ts';
import { codeOf } from './codes.ts';
import { Commander } from './commander.ts';
import type { Problem } from './dial.ts';
import { fieldIn } from './field.ts';
import { introduce } from './introduce.ts';
import { limitsOf } from './keep.ts';
import { Link } from './link.ts';
import type { Pace } from './pace.ts';
import { KeptQueue, type Told } from './queue.ts';
import { Record } from './record.ts';
import { isKept, type Role } from './rights.ts';
import { type ForwardingRow, giveUp, selectForwarding, writeStand } from './store.ts';
import { targetOf } from './target.ts';
import type { Waiter } from './waiter.ts';

export type RelayNeeds = Pick<Context, 'config' | 'db' | 'gateway' | 'clock' | 'ids' | 'tell' | 'log'> & {
  newMessageId: () => string;
  random: () => number;
  pace: Pace;
};

/** How long an answer of the second back end is waited for; the station waits as long as its settings say. */
const callMs = 30_000;
/** Calls that are not kept, waiting at once; more are not told. */
const mostPending = 20;
/** An error in answer to a message of a session: tried again after so long, times the number of tries. [16 §9.1.31] */
const retry = { most: 3, everyMs: 1_000 } as const;
const beginAgainMs = 5_000;

/** The second back end of one connected station: what it is told, in order, and what it says. */
export class Relay {
  readonly revision: number;
  readonly #needs: RelayNeeds;
  readonly #station: StationState;
  readonly #record: Record;
  readonly #answers = new Answers();
  #row: ForwardingRow | null = null;
  #queue: KeptQueue | null = null;
  #link: Link | null = null;
  /** Of this line; another number: it was closed since. */
  #opening = 0;
  #isReady = false;
  /** It does not let the station in: nobody waits for its answers. */
  #isTurnedAway = false;
  #isStopped = false;
  #pumping: Promise<void> | null = null;
  #commander: Commander | null = null;
  /** Streams of events it does not want. */
  readonly #unwanted = new Set<unknown>();
  #whenReady: (() => void)[] = [];
  /** It was told of the station's boot for this message's sake. */
  #bootedFor = 0;

  constructor(needs: RelayNeeds, station: StationState, revision: number) {
    this.#needs = needs;
    this.#station = station;
    this.revision = revision;
    this.#record = new Record(needs, station);
    void this.#begin();
  }

  /** Tells it of a call that is committed. null: the station gets our answer at once; else theirs, or null for ours. Never rejects. */
  share(told: Told, role: Role): Promise<unknown> | null {
    if (isKept(told.action)) return this.#keep(told, role);
    if (told.action === 'Heartbeat') {
      // A sign of life and nothing else.
      if (this.#isReady && this.#link?.pending === 0) void this.#link.call(told.action, told.payload, callMs);
      return null;
    }
    if (!this.#isHopeful || (this.#link?.pending ?? 0) + this.#whenReady.length >= mostPending) {
      if (role === 'them') this.#record.fellBack(told, 'away');
      return null;
    }
    const waiter = role === 'them' ? this.#waiterFor(told) : null;
    void this.#tell(told, waiter);
    return waiter?.answer ?? null;
  }

  /** A message that nobody answers: now or never, and nothing is written down. */
  send({ action, payload }: Pick<Told, 'action' | 'payload'>): void {
    if (this.#isReady && !this.#unwanted.has(fieldIn(payload, 'id'))) this.#link?.send(action, payload);
  }

  /** The station cannot read the answer it got: they hear of it where the answer was theirs. */
  refused(messageId: string, { code, description }: { code: string; description: string }): void {
    const id = this.#answers.theirs(messageId);
    if (id !== undefined) this.#link?.refuseAnswer(id, { code: codeOf(code), description });
  }

  /** The station has left, or its second back end is another. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#down();
    this.#link?.stop();
    await this.#pumping;
    await this.#record.flush();
    if (this.#row !== null) await this.#stand({ connected: false });
  }

  /** An answer from there is worth waiting for. */
  get #isHopeful(): boolean {
    return this.#isReady || (!this.#isStopped && !this.#isTurnedAway && (this.#link?.isHopeful ?? true));
  }

  async #begin(): Promise<void> {
    const { db, config, newMessageId, clock, random, pace } = this.#needs;
    const { id, version } = this.#station;
    try {
      const row = await selectForwarding(db, id);
      if (row === undefined || this.#isStopped) return;
      const target = targetOf(config, row, version);
      if ('problem' in target) return await this.#stand({ problem: target });
      this.#row = row;
      this.#queue = new KeptQueue({ db, pace, stationId: id, dialect: dialectOf(this.#station) }, row);
      const { tenantId, version: spoken } = this.#station;
      this.#commander = new Commander(this.#needs, { stationId: id, tenantId, version: spoken, commands: row.commands });
      const link = new Link({
        target,
        newMessageId,
        clock,
        random,
        onOpen: () => void this.#opened(),
        onCall: (call) => void this.#commander?.take(link, call).catch((error: unknown) => this.#warn(error)),
        onRefused: (messageId, refusal) => void this.#commander?.refused(messageId, refusal).catch((error: unknown) => this.#warn(error)),
        onDown: (problem) => void this.#lost(problem),
      });
      this.#link = link;
    } catch (error) {
      this.#warn(error);
      setTimeout(() => void (this.#isStopped || this.#begin()), beginAgainMs).unref();
    }
  }

  async #opened(): Promise<void> {
    const { row, link, queue } = { row: this.#row, link: this.#link, queue: this.#queue };
    if (row === null || link === null || queue === null) return;
    const opening = ++this.#opening;
    const isOver = (): boolean => this.#opening !== opening;
    const { id, tenantId } = this.#station;
    const { db, gateway, pace } = this.#needs;
    const onRefused = (): void => {
      this.#isTurnedAway = true;
      this.#release();
    };
    try {
      await this.#stand({ connected: true, problem: null });
      const isIn = await introduce(this.#needs, { station: gateway.peek(id) ?? this.#station, row, link, isOver, onRefused });
      if (!isIn) return;
      this.#isTurnedAway = false;
      queue.settled(await pace.query(() => giveUp(db, { stationId: id, tenantId }, limitsOf(this.#needs))));
      queue.rewind();
      if (isOver()) return;
      this.#isReady = true;
      for (const ready of this.#whenReady.splice(0)) ready();
      this.#pump();
    } catch (error) {
      this.#warn(error);
      link.reopen({ problem: 'closed', detail: '' });
    }
  }

  async #lost(problem: Problem): Promise<void> {
    this.#down();
    await this.#stand({ connected: false, problem });
  }

  /** Nobody waits for an answer any more, and what is kept begins again from the log. */
  #down(): void {
    this.#opening += 1;
    this.#isReady = false;
    this.#queue?.rewind();
    this.#release();
  }

  /** Nobody waits for it any more: stations get our answers. */
  #release(): void {
    for (const ready of this.#whenReady.splice(0)) ready();
    this.#answers.end();
  }

  #keep(told: Told, role: Role): Promise<unknown> | null {
    const isAdded = this.#queue?.add(told) ?? true;
    const isWaitedFor = role === 'them' && isAdded && this.#isHopeful;
    if (role === 'them' && isAdded && !isWaitedFor) this.#record.fellBack(told, 'away');
    const waiter = isWaitedFor ? this.#waiterFor(told) : null;
    this.#pump();
    return waiter?.answer ?? null;
  }

  #waiterFor(told: Told): Waiter {
    const onLate = () => this.#record.fellBack(told, 'noAnswer');
    return this.#answers.expect(told, { patienceMs: this.#row?.patienceMs ?? 10_000, onLate }, isKept(told.action));
  }

  /** A call that is not kept: now or never. */
  async #tell(told: Told, waiter: Waiter | null): Promise<void> {
    const began = this.#needs.clock();
    if (!this.#isReady) await new Promise<void>((resolve) => this.#whenReady.push(resolve));
    const outcome: Outcome & { id?: string } =
      this.#isReady && this.#link !== null ? await this.#link.call(told.action, told.payload, callMs) : { kind: 'closed' };
    const isTheirs = this.#answers.give(waiter, told, outcome);
    if (told.action === 'OpenPeriodicEventStream') this.#noteStream(told.payload, outcome);
    const status = outcome.kind === 'result' && told.action === 'BootNotification' ? fieldIn(outcome.payload, 'status') : 'Accepted';
    if (status !== 'Accepted') this.#introduceAgain(String(status));
    await this.#record.ended(told, outcome, { isTheirs, tries: 1, began }).catch((error: unknown) => this.#warn(error));
  }

  /** It does not take the station as let in any more. */
  #introduceAgain(detail: string): void {
    if (this.#row !== null) this.#row.accepted = false;
    this.#link?.reopen({ problem: 'notAccepted', detail });
  }

  /** What is kept, one after another, until none is left or the line is lost. */
  #pump(): void {
    const { queue, opening } = { queue: this.#queue, opening: this.#opening };
    if (this.#pumping !== null || !this.#isReady || queue === null) return;
    const isOver = (): boolean => this.#opening !== opening;
    const { pace } = this.#needs;
    const { url = '' } = this.#row ?? {};
    let isBroken = false;
    const run = async (): Promise<void> => {
      for (;;) {
        const first = await queue.first();
        if (first === null || isOver()) return;
        const deliver = () => this.#deliver(first, isOver);
        if (!(await (queue.isBehind ? pace.catchUp(url, deliver) : deliver()))) return;
        queue.settled(first);
      }
    };
    this.#pumping = run()
      .catch((error: unknown) => {
        this.#warn(error);
        isBroken = true;
        queue.rewind();
      })
      .finally(() => {
        this.#pumping = null;
        if (isBroken) setTimeout(() => this.#pump(), 1_000).unref();
        // Came since the last look, or a new line is there.
        else if (queue.hasMore) this.#pump();
      });
  }

  /** false: the line was lost, the message stays the first. */
  async #deliver(told: Told, isOver: () => boolean): Promise<boolean> {
    const began = this.#needs.clock();
    const payload = await this.#record.asTheyKnow(told);
    for (let tries = 1; ; tries++) {
      const waiter = this.#answers.of(told);
      if (payload === null || isOver()) {
        waiter?.give(null);
        if (payload === null) await this.#record.skipped(told);
        return payload === null;
      }
      const outcome: Outcome & { id?: string } = (await this.#link?.call(told.action, payload, callMs)) ?? { kind: 'closed' };
      const isTheirs = this.#answers.give(waiter, told, outcome);
      if (outcome.kind === 'closed' || outcome.kind === 'queueFull') return false;
      if (outcome.kind === 'timedOut') return this.#giveUpLine({ problem: 'silent', detail: told.action });
      if (outcome.kind === 'error' && outcome.code === 'SecurityError' && this.#bootedFor !== told.frameId) {
        this.#bootedFor = told.frameId;
        this.#introduceAgain(outcome.description);
        return false;
      }
      if (outcome.kind !== 'error' || tries === retry.most) {
        await this.#record.ended(told, outcome, { isTheirs, tries, began });
        return true;
      }
      await new Promise((resolve) => setTimeout(resolve, retry.everyMs * tries));
    }
  }

  #giveUpLine(problem: Problem): false {
    this.#link?.reopen(problem);
    return false;
  }

  async #stand(stand: { connected?: boolean; problem?: Problem | null }): Promise<void> {
    const { db, clock, tell } = this.#needs;
    await writeStand(db, this.#station.id, { ...stand, at: clock() }).catch((error: unknown) => this.#warn(error));
    tell();
  }

  #warn(error: unknown): void {
    this.#needs.log.warn({ station: this.#station.identity, err: error }, 'forwarding.failed');
  }

  #noteStream(payload: unknown, outcome: Outcome): void {
    const id = fieldIn(fieldIn(payload, 'constantStreamData'), 'id');
    if (outcome.kind === 'result' && fieldIn(outcome.payload, 'status') === 'Accepted') this.#unwanted.delete(id);
    else this.#unwanted.add(id);
  }
}
