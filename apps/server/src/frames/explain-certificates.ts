import { securityWeight } from '@stationmaster/domain';
import { at, type Explainer, explainer, list, text } from './told.ts';

const isAccepted = (answer: unknown): boolean => at(answer, 'status') === 'Accepted';

/** Security events, and what stations and cars want certified. */
export const certificatesIn = {
  SecurityEventNotification: explainer(['critical', 'in'], ({ request }) => [
    securityWeight(String(at(request, 'type'))).isCritical ? 'critical' : 'in',
    { type: text(request, 'type'), info: text(request, 'techInfo') },
  ]),
  SignCertificate: explainer(['accepted', 'rejected'], ({ request, answer }) => [
    isAccepted(answer) ? 'accepted' : 'rejected',
    { type: text({ plain: 'ChargingStationCertificate', ...Object(request) }, 'certificateType', 'plain') },
  ]),
  Get15118EVCertificate: explainer(['accepted', 'failed'], ({ request, answer }) => [
    isAccepted(answer) ? 'accepted' : 'failed',
    { action: text(request, 'action') },
  ]),
  GetCertificateStatus: explainer(['accepted', 'failed'], ({ request, answer }) => [
    isAccepted(answer) ? 'accepted' : 'failed',
    { serial: text(request, 'ocspRequestData.serialNumber') },
  ]),
  GetCertificateChainStatus: explainer(['in'], ({ request, answer }) => [
    'in',
    {
      number: list(request, 'certificateStatusRequests').length,
      states: list(answer, 'certificateStatus')
        .map((one) => text(one, 'status'))
        .join(', '),
    },
  ]),
} satisfies Record<string, Explainer>;

/** What we put into, take from and ask of a station's certificates. */
export const certificatesOut = {
  CertificateSigned: explainer(['accepted', 'rejected'], ({ request, answer }) => [
    isAccepted(answer) ? 'accepted' : 'rejected',
    { type: text({ plain: 'ChargingStationCertificate', ...Object(request) }, 'certificateType', 'plain') },
  ]),
  InstallCertificate: explainer(['accepted', 'rejected'], ({ request, answer }) => [
    isAccepted(answer) ? 'accepted' : 'rejected',
    { type: text(request, 'certificateType'), status: text(answer, 'status') },
  ]),
  DeleteCertificate: explainer(['accepted', 'rejected'], ({ request, answer }) => [
    isAccepted(answer) ? 'accepted' : 'rejected',
    { serial: text(request, 'certificateHashData.serialNumber'), status: text(answer, 'status') },
  ]),
  GetInstalledCertificateIds: explainer(['out'], ({ answer }) => [
    'out',
    { number: list(answer, 'certificateHashDataChain').length + list(answer, 'certificateHashData').length },
  ]),
} satisfies Record<string, Explainer>;
