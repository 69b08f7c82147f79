import { describe, expect, it } from 'vitest';
import { Mailbox } from './mailbox.ts';

describe('Mailbox', () => {
  it('takes a turn at once, without a promise, when nobody is before it', () => {
    const mailbox = new Mailbox(() => undefined);
    let taken = false;
    mailbox.run(() => {
      taken = true;
    });
    expect(taken).toBe(true);
    expect(mailbox.length).toBe(0);
  });

  it('gives turns one after another, in order, however long each waits', async () => {
    const mailbox = new Mailbox(() => undefined);
    const seen: string[] = [];
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const last = Promise.withResolvers<void>();
    mailbox.run(async () => {
      seen.push('a in');
      await gates[0]?.promise;
      seen.push('a out');
    });
    mailbox.run(async () => {
      seen.push('b in');
      await gates[1]?.promise;
      seen.push('b out');
    });
    mailbox.run(() => {
      seen.push('c');
      last.resolve();
    });
    expect(mailbox.length).toBe(3);
    gates[1]?.resolve();
    gates[0]?.resolve();
    await last.promise;
    expect(seen).toEqual(['a in', 'a out', 'b in', 'b out', 'c']);
  });

  it('goes on after a turn that fails, thrown or rejected', async () => {
    const errors: string[] = [];
    const mailbox = new Mailbox((error) => errors.push((error as Error).message));
    const done = Promise.withResolvers<void>();
    mailbox.run(() => {
      throw new Error('thrown');
    });
    mailbox.run(() => Promise.reject(new Error('rejected')));
    mailbox.run(() => done.resolve());
    await done.promise;
    expect(errors).toEqual(['thrown', 'rejected']);
  });
});
