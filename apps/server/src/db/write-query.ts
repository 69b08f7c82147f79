import type pg from 'pg';
import type { Statement } from './write-statement.ts';

/** Of text and parameters alike: 1 is PostgreSQL's own format. */
const BINARY = 1;
/** Run what was bound, all rows of it; then commit and say so. [PostgreSQL, Message Formats: Execute, Sync] */
const executeAndSync = Buffer.from([0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0x53, 0, 0, 0, 4]);

/**
 * A statement that is prepared once a connection and answers with no rows. Its arrays go out from the memory they were written into:
 * the driver's own query would copy them, describe the rows that do not come and build a result of them, with every group.
 */
export class WriteQuery implements pg.Submittable {
  readonly name: string;
  readonly text: string;
  readonly done: Promise<void>;
  readonly #statement: Statement;
  #resolve: () => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;

  constructor(statement: Statement) {
    this.#statement = statement;
    this.name = statement.name;
    this.text = statement.text;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: pg.Connection): void {
    const { stream, parsedStatements } = connection as Preparing;
    stream.cork();
    if (parsedStatements[this.name] === undefined) connection.parse({ name: this.name, text: this.text, types: [] }, true);
    stream.write(bindHead(this.#statement));
    stream.write(this.#statement.values);
    stream.write(bindTail);
    stream.write(executeAndSync);
    stream.uncork();
  }

  handleDataRow(): void {}

  handleCommandComplete(): void {}

  /** Before the connection is ready again, or instead of that when it is lost. */
  handleError(error: Error): void {
    this.#reject(error);
  }

  handleReadyForQuery(): void {
    this.#resolve();
  }
}

interface Preparing extends pg.Connection {
  /** By name: what the server has answered to. */
  parsedStatements: Record<string, string | undefined>;
}

/** No format of results is named, for there are none. */
const bindTail = Buffer.from([0, 0]);

/** Bind to the unnamed portal, all parameters in one format: up to where their values begin. [PostgreSQL, Message Formats: Bind] */
function bindHead({ name, count, values }: Statement): Buffer {
  const nameBytes = Buffer.byteLength(name);
  const head = Buffer.allocUnsafe(1 + 4 + 1 + nameBytes + 1 + 2 + 2 + 2);
  head[0] = 0x42;
  head.writeInt32BE(head.length - 1 + values.length + bindTail.length, 1);
  head[5] = 0;
  head.write(name, 6);
  const at = 6 + nameBytes;
  head[at] = 0;
  head.writeInt16BE(1, at + 1);
  head.writeInt16BE(BINARY, at + 3);
  head.writeInt16BE(count, at + 5);
  return head;
}
