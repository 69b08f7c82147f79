type Payload = Record<string, unknown>;

/** What a friendly CSMS answers; the messages that are not here get `{}`. `last` is the request. */
export function usualReply(action: string, last: Payload): Payload {
  const now = new Date().toISOString();
  const accepted = { status: 'Accepted' };
  switch (action) {
    case 'BootNotification':
      // So long that no heartbeat gets between what a test looks at.
      return { ...accepted, currentTime: now, interval: 86_400 };
    case 'Heartbeat':
      return { currentTime: now };
    case 'Authorize':
      return 'idTag' in last ? { idTagInfo: accepted } : { idTokenInfo: accepted };
    case 'Get15118EVCertificate':
      return { ...accepted, exiResponse: 'gJgC' };
    case 'GetCertificateStatus':
      return { ...accepted, ocspResult: 'MAMKAQE=' };
    case 'GetCertificateChainStatus':
      return { certificateStatus: chainStatuses(last) };
    case 'VatNumberValidation':
      return { ...accepted, vatNumber: last.vatNumber };
    case 'DataTransfer':
    case 'NotifyEVChargingNeeds':
    case 'NotifyEVChargingSchedule':
    case 'OpenPeriodicEventStream':
    case 'PullDynamicScheduleUpdate':
    case 'SignCertificate':
      return accepted;
    default:
      return {};
  }
}

function chainStatuses({ certificateStatusRequests }: Payload): object[] {
  return (certificateStatusRequests as Payload[]).map(({ certificateHashData, source }) => ({
    certificateHashData,
    source,
    status: 'Good',
    nextUpdate: '2031-01-01T00:00:00Z',
  }));
}
