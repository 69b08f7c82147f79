import type { RequestOf } from '@stationmaster/ocpp';
import type { EncodersOf, Said } from '../../../commands/encoded.ts';
import { controlRecord, controlState, goneControl } from '../../../der/records.ts';
import { present } from '../../present.ts';
import { message21, type Response21, reasonOf } from './message.ts';

type Der = 'setDERControl' | 'getDERControl' | 'clearDERControl';
type SetRequest = RequestOf<'ocpp2.1', 'SetDERControl'>;
type Answer = Response21<'SetDERControl'>;

/** Where each type has its settings; all others are curves. */
const fields: Readonly<Partial<Record<SetRequest['controlType'], keyof SetRequest>>> = {
  EnterService: 'enterService',
  FixedPFAbsorb: 'fixedPFAbsorb',
  FixedPFInject: 'fixedPFInject',
  FixedVar: 'fixedVar',
  FreqDroop: 'freqDroop',
  Gradients: 'gradient',
  LimitMaxDischarge: 'limitMaxDischarge',
};

/** 2.1 R04. The settings go as they are: the schema of the message is their check. */
export const der21 = {
  setDERControl: ({ controlType, controlId = null, isDefault, settings }, facts) => {
    const id = controlId ?? String(facts.commandId);
    const payload = { isDefault, controlId: id, controlType, [fields[controlType] ?? 'curve']: settings };
    return [
      message21('SetDERControl', payload, (answer) => ({
        ...decided(answer),
        records:
          answer.status === 'Accepted'
            ? [
                controlRecord({ controlId: id, controlType, isDefault, isSuperseded: false, settings }),
                ...(answer.supersededIds ?? []).map((other) => controlState(other, { isActive: false, supersededBy: id })),
              ]
            : [],
      })),
    ];
  },
  getDERControl: ({ isDefault, controlType, controlId }, { commandId: requestId }) => {
    const asked = present({ isDefault, controlType, controlId });
    return [message21('GetDERControl', { requestId, ...asked }, (answer) => listed(answer, Object.keys(asked).length === 0))];
  },
  clearDERControl: ({ isDefault, controlType, controlId }, { commandId: requestId }) => {
    const clear = message21('ClearDERControl', { isDefault, ...present({ controlType, controlId }) }, (answer) => {
      const gone = controlId === undefined || !['Accepted', 'NotFound'].includes(answer.status) ? [] : [goneControl(controlId)];
      return { ...decided(answer), records: gone };
    });
    if (controlId !== undefined) return [clear];
    return [clear, { ...message21('GetDERControl', { requestId }, (answer) => listed(answer, true)), isCheck: true }];
  },
} satisfies EncodersOf<Der>;

/** Before 2.1 stations know nothing of the grid. */
export const der = { setDERControl: null, getDERControl: null, clearDERControl: null } satisfies EncodersOf<Der>;

function decided(answer: Pick<Answer, 'status' | 'statusInfo'>): Said {
  const { status } = answer;
  if (status === 'Accepted') return { status: 'done', reason: null };
  if (status === 'NotSupported') return { status: 'notSupported', reason: reasonOf(answer) };
  return { status: 'rejected', reason: reasonOf(answer) ?? (status === 'Rejected' ? null : status) };
}
/** Accepted: pages follow. NotFound: there is none, and nothing follows. */
function listed(answer: Response21<'GetDERControl'>, isAll: boolean): Said {
  if (answer.status === 'Accepted') return { status: 'accepted', reason: null };
  if (answer.status === 'NotFound') return { status: 'done', reason: answer.status, ...(isAll ? { complete: 'derControl' as const } : {}) };
  return decided(answer);
}
