import { keepReport } from '../../stations/report.ts';
import type { Handler2x } from './handler.ts';

/** 2.x B07: one page of the report that GetBaseReport asked for. */
export const notifyReport: Handler2x<'NotifyReport'> = ({ request, ...turn }) => {
  const { requestId, reportData = [], tbc = false } = request;
  const variables = reportData.map(({ component, variable, variableAttribute }) => {
    // Without a type it is the Actual one; the others (targets, limits) are not what the station runs on.
    const actual = variableAttribute.find(({ type }) => type === undefined || type === 'Actual');
    return {
      component: component.name,
      instance: component.instance ?? '',
      evseId: component.evse?.id ?? 0,
      connectorId: component.evse?.connectorId ?? 0,
      variable: variable.name,
      variableInstance: variable.instance ?? '',
      value: actual?.value ?? null,
      mutability: actual?.mutability ?? 'ReadWrite',
    };
  });
  return { answer: {}, ...keepReport(turn, variables, tbc ? null : requestId) };
};
