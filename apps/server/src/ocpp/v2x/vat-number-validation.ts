import { vatForm } from '@stationmaster/domain';
import type { Calls21 } from '@stationmaster/ocpp';
import { recordStep } from '../../reports/step.ts';
import type { HandlerOf } from '../handlers.ts';
import { withoutNull } from '../text.ts';

type Answer = Calls21['VatNumberValidation']['response'];
/** What only its form can tell. */
const verdicts = {
  wellFormed: { status: 'Accepted', statusInfo: { reasonCode: 'NoError', additionalInfo: 'Only the form of the number was checked.' } },
  malformed: { status: 'Rejected', statusInfo: { reasonCode: 'InvalidValue' } },
  unknownCountry: {
    status: 'Rejected',
    statusInfo: { reasonCode: 'UnsupportedParam', additionalInfo: 'No VAT numbers of this country are known.' },
  },
} as const satisfies Record<ReturnType<typeof vatForm>, Pick<Answer, 'status' | 'statusInfo'>>;

/** 2.1 C23: a driver wants a receipt for his company. Number and EVSE are repeated, so that the station knows what was meant. */
export const vatNumberValidation: HandlerOf<Calls21, 'VatNumberValidation'> = ({ request, ...turn }) => {
  const { vatNumber, evseId } = request;
  const form = vatForm(vatNumber);
  const verdict = verdicts[form];
  const step = recordStep(turn, [
    { kind: 'vatNumber', key: withoutNull(vatNumber), evseId: evseId ?? 0, data: { vatNumber, form, status: verdict.status } },
  ]);
  return { answer: { vatNumber, ...(evseId === undefined ? {} : { evseId }), ...verdict }, ...step };
};
