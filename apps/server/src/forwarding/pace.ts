import { Slots } from './slots.ts';

/** Of the database connections that requests and stations share too: one of so many. */
const shareOfConnections = 3;
/** Stations that tell one back end what it has missed. */
const catchingUpAtOnce = 20;

/**
 * What forwarding may take of this process, whatever has piled up: our own charging goes first. A back end that is back
 * after days is told by a bounded number of stations at once; one that hangs holds up only those that wait for it too.
 */
export class Pace {
  readonly #statements: Slots;
  readonly #catchingUp = new Map<string, Slots>();

  /** `connections`: how many the pool has. */
  constructor(connections: number) {
    this.#statements = new Slots(Math.max(1, Math.floor(connections / shareOfConnections)));
  }

  /** A statement of the record or the queue. */
  query<T>(work: () => Promise<T>): Promise<T> {
    return this.#statements.run(work);
  }

  /** A message that has waited for the back end at this address. */
  catchUp<T>(url: string, work: () => Promise<T>): Promise<T> {
    const slots = this.#catchingUp.get(url) ?? new Slots(catchingUpAtOnce);
    this.#catchingUp.set(url, slots);
    return slots.run(work);
  }
}
