import type { instructionRoutes } from '@stationmaster/contract';
import { Failure, fail } from '../errors.ts';
import type { Handlers, Output } from '../http/handler.ts';
import { actorName } from '../http/transaction.ts';
import delivered from './makers.json' with { type: 'json' };
import { deleteInstruction, type InstructionRow, insertInstruction, replaceInstruction, selectInstructions } from './store.ts';

type View = Output<typeof instructionRoutes.createConnectionInstruction>;

/** Connection instructions: the delivered ones are a file, what an operator knows better stands in the database. */
export function instructionHandlers(): Handlers<typeof instructionRoutes> {
  return {
    listConnectionInstructions: (_, call) =>
      call.tx(async (db) => {
        const own = await selectInstructions(db);
        const replaced = new Set(own.map(({ replaces }) => replaces));
        const kept = delivered.filter(({ key }) => !replaced.has(key));
        return { items: [...kept.map(deliveredView), ...own.map(ownView)] };
      }),

    createConnectionInstruction: ({ body: { replaces, ...fields } }, call) =>
      call.tx(async (db) => {
        if (replaces !== null && !delivered.some(({ key }) => key === replaces))
          throw new Failure('badRequest', {}, [{ path: 'replaces', message: 'is the key of no delivered instructions' }]);
        const by = call.actor.name || actorName(call.actor);
        const row = await insertInstruction(db, call.tenantId, { ...fields, replaces, by, at: call.now });
        if (row === undefined) throw fail('alreadyExists', { what: 'replacement of', id: replaces ?? '' });
        call.subject(`connection-instruction:${row.id}`, { ...fields, replaces });
        return ownView(row);
      }),

    updateConnectionInstruction: ({ params: { instructionId: id }, body }, call) =>
      call.tx(async (db) => {
        call.subject(`connection-instruction:${id}`, { ...body });
        const by = call.actor.name || actorName(call.actor);
        const row = await replaceInstruction(db, id, { ...body, by, at: call.now });
        if (row === undefined) throw missing(id);
        return ownView(row);
      }),

    deleteConnectionInstruction: ({ params: { instructionId: id } }, call) =>
      call.tx(async (db) => {
        call.subject(`connection-instruction:${id}`);
        if (!(await deleteInstruction(db, id))) throw missing(id);
      }),
  };
}

const missing = (id: number) => fail('notFound', { what: 'connection instruction', id });

function deliveredView(row: (typeof delivered)[number]): View {
  return { ...row, id: null, own: false, updatedBy: null, updatedAt: null };
}
function ownView({ id, name, vendor, model, steps, replaces, updated_by, updated_at }: InstructionRow): View {
  return { id, name, vendor, model, steps, own: true, key: replaces, updatedBy: updated_by, updatedAt: updated_at.toISOString() };
}
