import { isAction, type Outcome } from '@stationmaster/ocpp';
import type { Context } from '../context.ts';
import { withoutSecrets } from '../gateway/mask.ts';
import type { StationState } from '../stations/state.ts';
import { differencesOf } from './differences.ts';
import { fieldIn } from './field.ts';
import { numberGiven, speaksOfNumber, withTheirNumber } from './numbers.ts';
import type { Pace } from './pace.ts';
import type { Told } from './queue.ts';
import { isKept } from './rights.ts';
import { selectTheirId, settle } from './store.ts';

type Needs = Pick<Context, 'db' | 'clock' | 'log'> & { pace: Pace };
interface Ended {
  /** The station got their answer. */
  isTheirs: boolean;
  tries: number;
  /** Epoch ms. */
  began: number;
}

/** What became of the messages of one station at its second back end, and what each side calls its sessions. */
export class Record {
  readonly #needs: Needs;
  readonly #station: Pick<StationState, 'id' | 'tenantId' | 'identity' | 'version'>;
  readonly #theirIds = new Map<number, number>();
  /** One after another: what is said first of a message must not win over what is said last. */
  #writing: Promise<unknown> = Promise.resolve();

  constructor(needs: Needs, station: StationState) {
    this.#needs = needs;
    this.#station = station;
  }

  /** The message with their number of its session; null: they never heard of its beginning, or it is of another version than the line. */
  async asTheyKnow({ action, payload, sessionId }: Told): Promise<unknown> {
    if (!isAction(this.#station.version, action)) return null;
    if (!speaksOfNumber(this.#station.version, action, payload)) return payload;
    if (sessionId === null) return Number(fieldIn(payload, 'transactionId')) > 0 ? null : payload;
    const theirs = this.#theirIds.get(sessionId) ?? (await selectTheirId(this.#needs.db, sessionId));
    if (theirs === null) return null;
    this.#theirIds.set(sessionId, theirs);
    return withTheirNumber(payload, theirs);
  }

  /** The end of a message: committed before the next is told. */
  async ended(told: Told, outcome: Outcome, { isTheirs, tries, began }: Ended): Promise<void> {
    const answer = outcome.kind === 'result' ? outcome.payload : null;
    const theirId = numberGiven(this.#station.version, told.action, answer);
    if (theirId !== null && told.sessionId !== null) this.#theirIds.set(told.sessionId, theirId);
    const { outcome: name, detail } = namesOf(outcome);
    const row = {
      ...{ outcome: name, detail, tries, answeredBy: isTheirs ? ('them' as const) : ('us' as const), tookMs: this.#needs.clock() - began },
      answer: answer === null ? null : withoutSecrets(answer),
      differs: answer === null ? [] : differencesOf(told.ours, answer),
    };
    await this.#write(told, row, { isKept: isKept(told.action), theirId });
  }

  /** They never hear of it. */
  async skipped(told: Told): Promise<void> {
    const outcome = isAction(this.#station.version, told.action) ? 'skipped' : 'otherVersion';
    await this.#write(told, { ...nothingSaid, outcome }, { isKept: true, theirId: null });
  }

  /** They should have answered and we did; what they say later takes its place. */
  fellBack(told: Told, outcome: 'away' | 'noAnswer'): void {
    this.#write(told, { ...nothingSaid, outcome }, { isKept: false, theirId: null }).catch((error: unknown) =>
      this.#needs.log.warn({ station: this.#station.identity, err: error }, 'forwarding.notRecorded'),
    );
  }

  async flush(): Promise<void> {
    await this.#writing;
  }

  #write(
    { action, at, frameId, sessionId }: Told,
    row: {
      outcome: string;
      detail: string | null;
      tries: number;
      answeredBy: 'us' | 'them';
      tookMs: number | null;
      answer: unknown;
      differs: readonly ReturnType<typeof differencesOf>[number][];
    },
    then: { isKept: boolean; theirId: number | null },
  ): Promise<void> {
    const { id: stationId, tenantId } = this.#station;
    const written = this.#writing.then(() =>
      this.#needs.pace.query(() =>
        settle(this.#needs.db, { ...row, stationId, tenantId, action, at, frameId, sessionId, direction: 'in' }, then),
      ),
    );
    this.#writing = written.catch(() => undefined);
    return written;
  }
}

const nothingSaid = { detail: null, tries: 1, answeredBy: 'us', tookMs: null, answer: null, differs: [] } as const;

function namesOf(outcome: Outcome): { outcome: string; detail: string | null } {
  if (outcome.kind === 'result') return { outcome: 'answered', detail: null };
  if (outcome.kind === 'error') return { outcome: 'refused', detail: `${outcome.code} ${outcome.description}`.trim() };
  if (outcome.kind === 'invalid') return { outcome: 'invalid', detail: outcome.why };
  return { outcome: 'noAnswer', detail: null };
}
