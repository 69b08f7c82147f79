import type { FrameFault, IncomingCall } from '@stationmaster/ocpp';
import { type By, type CommandNeeds, type Recorded, takeCommand } from './command.ts';
import type { Link } from './link.ts';
import { Recent } from './recent.ts';
import { settle } from './store.ts';

const atOnce = 5;

/** The commands of a second back end to one station, and what it says of our answers. */
export class Commander {
  readonly #needs: CommandNeeds;
  readonly #by: By;
  readonly #answered = new Recent<Recorded['row']>();
  #running = 0;

  constructor(needs: CommandNeeds, by: By) {
    this.#needs = needs;
    this.#by = by;
  }

  /** Answers it in any case. Throws what the database throws, once it has. */
  async take(link: Link, call: IncomingCall): Promise<void> {
    if (this.#running >= atOnce) return link.refuse(call.id, { code: 'GenericError', description: 'Too many commands at once.' });
    this.#running += 1;
    try {
      const { answer, row } = await takeCommand(this.#needs, this.#by, call);
      this.#answered.set(call.id, row);
      if ('payload' in answer) link.answer(call.id, answer.payload);
      else link.refuse(call.id, answer);
    } catch (error) {
      link.refuse(call.id, { code: 'InternalError', description: 'The command was not taken.' });
      throw error;
    } finally {
      this.#running -= 1;
    }
  }

  /** It cannot read what the station has answered: nobody but the record knows. (2.1) */
  async refused(id: string, { code, description }: NonNullable<FrameFault['refusal']>): Promise<void> {
    const row = this.#answered.take(id);
    if (row === undefined) return;
    await settle(this.#needs.db, { ...row, outcome: 'failed', detail: `${code} ${description}`.trim() }, { isKept: false, theirId: null });
  }
}
