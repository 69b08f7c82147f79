import type { EncodersOf, Said } from '../../../commands/encoded.ts';
import type { Requested } from '../../../commands/words.ts';
import { message, type Request, type Response, reasonOf } from './message.ts';

/** 2.x N09, N10, P01 */
export const customers = {
  customerInformation: ({ customer, report, clear }, { commandId: requestId, idTokenType }) => [
    message('CustomerInformation', { requestId, report, clear, ...whom(customer, idTokenType) }, (answer) => readCustomer(answer, report)),
  ],
  dataTransfer: ({ vendorId, messageId, data }) => [
    message(
      'DataTransfer',
      { vendorId, ...(messageId === undefined ? {} : { messageId }), ...(data === undefined ? {} : { data: asJson(data) }) },
      readTransfer,
    ),
  ],
} satisfies EncodersOf<'customerInformation' | 'dataTransfer'>;

type Whom = Pick<Request<'CustomerInformation'>, 'idToken' | 'customerIdentifier' | 'customerCertificate'>;
function whom(customer: Requested<'customerInformation'>['customer'], ourType: string): Whom {
  if ('identifier' in customer) return { customerIdentifier: customer.identifier };
  if ('certificate' in customer) return { customerCertificate: customer.certificate };
  const type = (customer.type ?? ourType) as NonNullable<Whom['idToken']>['type'];
  return { idToken: { idToken: customer.token, type } };
}
function readCustomer(answer: Response<'CustomerInformation'>, isTold: boolean): Said {
  if (answer.status === 'Accepted') return { status: isTold ? 'accepted' : 'done', reason: reasonOf(answer) };
  return { status: 'rejected', reason: reasonOf(answer) ?? answer.status };
}

/** In 2.x the data may be anything that JSON can hold; its type was made for objects only. */
function asJson(text: string): NonNullable<Request<'DataTransfer'>['data']> {
  return parsed(text) as NonNullable<Request<'DataTransfer'>['data']>;
}
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
function readTransfer(answer: Response<'DataTransfer'>): Said {
  if (answer.status === 'Accepted') return { status: 'done', reason: reasonOf(answer) };
  const isUnknown = answer.status === 'UnknownVendorId' || answer.status === 'UnknownMessageId';
  return { status: isUnknown ? 'notSupported' : 'rejected', reason: reasonOf(answer) ?? answer.status };
}
