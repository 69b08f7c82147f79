import type { companyRoutes } from '@stationmaster/contract';
import { vatForm } from '@stationmaster/domain';
import { jsonOf } from '../db/given.ts';
import { spendingOf } from '../drivers/spent.ts';
import { Failure, fail } from '../errors.ts';
import type { Handlers, Input } from '../http/handler.ts';
import {
  deleteCompany,
  deleteCostCentre,
  insertCompany,
  insertCostCentre,
  selectCompanies,
  selectCompany,
  selectCostCentre,
  updateCompany,
  updateCostCentre,
  useOfCompany,
  useOfCostCentre,
} from './store.ts';

export function companyHandlers(): Handlers<typeof companyRoutes> {
  return {
    listCompanies: (_input, call) => call.tx(async (db) => ({ items: await selectCompanies(db) })),

    getCompany: ({ params }, call) => call.tx((db) => selectCompany(db, params.companyId)),

    createCompany: ({ body }, call) =>
      call.tx(async (db) => {
        const id = await insertCompany(db, { tenant_id: call.tenantId, ...columnsOf(body) });
        call.subject(`company:${id}`, { ...body });
        return await selectCompany(db, id);
      }),

    updateCompany: ({ params: { companyId }, body }, call) =>
      call.tx(async (db) => {
        call.subject(`company:${companyId}`, { ...body });
        await updateCompany(db, companyId, columnsOf(body));
        return await selectCompany(db, companyId);
      }),

    deleteCompany: ({ params: { companyId } }, call) =>
      call.tx(async (db) => {
        call.subject(`company:${companyId}`);
        const by = await useOfCompany(db, companyId);
        if (by !== null) throw fail('inUse', { what: 'Company', id: companyId, by });
        await deleteCompany(db, companyId);
      }),

    companySpending: ({ params: { companyId } }, call) =>
      call.tx(async (db) => {
        const { limits } = await selectCompany(db, companyId);
        return await spendingOf(db, { owner: 'company', id: companyId, limits, now: call.now });
      }),

    createCostCentre: ({ params: { companyId }, body }, call) =>
      call.tx(async (db) => {
        await selectCompany(db, companyId);
        const { limits, ...fields } = body;
        const id = await insertCostCentre(db, { tenant_id: call.tenantId, company_id: companyId, ...fields, limits: jsonOf(limits) });
        call.subject(`costCentre:${id}`, { companyId, ...body });
        return await selectCostCentre(db, id);
      }),

    updateCostCentre: ({ params: { costCentreId }, body: { limits, ...fields } }, call) =>
      call.tx(async (db) => {
        call.subject(`costCentre:${costCentreId}`, { ...fields, ...(limits && { limits }) });
        await updateCostCentre(db, costCentreId, { ...fields, limits: jsonOf(limits) });
        return await selectCostCentre(db, costCentreId);
      }),

    deleteCostCentre: ({ params: { costCentreId } }, call) =>
      call.tx(async (db) => {
        call.subject(`costCentre:${costCentreId}`);
        const by = await useOfCostCentre(db, costCentreId);
        if (by !== null) throw fail('inUse', { what: 'Cost centre', id: costCentreId, by });
        await deleteCostCentre(db, costCentreId);
      }),
  };
}

type Body = Input<(typeof companyRoutes)['updateCompany']>['body'];
function columnsOf({ name, reference, vatNumber, address, email, note, limits }: Body): Record<string, unknown> {
  if (vatNumber !== undefined && vatNumber !== '' && vatForm(vatNumber) === 'malformed')
    throw new Failure('badRequest', {}, [{ path: 'vatNumber', message: 'is no VAT number such as DE136695976' }]);
  return { name, reference, vat_number: vatNumber, address, email, note, limits: jsonOf(limits) };
}
