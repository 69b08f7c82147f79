import { Button, CopyButton, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../../api.ts';
import { lazily } from '../../../components/lazily.tsx';
import { RelativeTime } from '../../../components/quantity.tsx';
import { ToneBadge } from '../../../components/status-badge.tsx';
import { useMay } from '../../../me.ts';
import { ToldPanel, ToldRow } from '../told-panel.tsx';
import type { CommandSender } from '../use-command.ts';
import { useRecords } from '../use-records.ts';

const DeliverDialog = lazily(async () => (await import('./deliver-dialog.tsx')).DeliverDialog);

interface Request {
  status: string;
  csr?: string;
  type?: string;
  requestId?: number | null;
  serialNumber?: string;
  /** Why it was refused. */
  reason?: string | null;
  source?: string;
}
const triggers = {
  SignChargingStationCertificate: ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'],
  SignV2GCertificate: ['ocpp2.0.1', 'ocpp2.1'],
  SignV2G20Certificate: ['ocpp2.1'],
} as const;
const looks = {
  pending: { tone: 'soon', shape: 'ring' },
  signed: { tone: 'soon', shape: 'check' },
  delivered: { tone: 'free', shape: 'check' },
  answered: { tone: 'free', shape: 'check' },
  refused: { tone: 'wait', shape: 'question' },
} as const;
const failed = { tone: 'broken', shape: 'cross' } as const;

/** What the station wants signed, and what cars and stations have asked about certificates. */
export function CertificateRequests({ station, command }: { station: Station; command: CommandSender }) {
  const { t } = useTranslation('upkeep');
  const operator = useMay('operator');
  const [delivering, deliver] = useState<Request | null>(null);
  const requests = useRecords<Request>(station.id, 'certificateRequest');
  const usable = operator && station.connected && !command.waiting;
  const asks = Object.entries(triggers).filter(([, versions]) => (versions as readonly string[]).includes(station.protocol ?? ''));
  return (
    <>
      <ToldPanel
        title={t('upkeep:requests')}
        note={t('upkeep:requestsHint')}
        actions={
          operator && (
            <Menu position="bottom-end">
              <Menu.Target>
                <Button size="xs" variant="default" disabled={!usable} rightSection={<IconChevronDown size={14} aria-hidden />}>
                  {t('upkeep:ask')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {asks.map(([message]) => (
                  <Menu.Item key={message} onClick={() => command.send({ verb: 'trigger', message: message as keyof typeof triggers })}>
                    {t(`upkeep:trigger.${message}`)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )
        }
        empty={t('upkeep:noRequests')}
        list={requests}
      >
        {requests.items.slice(0, 8).map(({ key, data, at }) => (
          <ToldRow
            key={key}
            what={
              <>
                {nameOf(key, data, t)}{' '}
                <ToneBadge {...(looks[data.status as keyof typeof looks] ?? failed)}>
                  {t(`upkeep:request.${data.status}`, { defaultValue: data.status })}
                </ToneBadge>
              </>
            }
            {...(data.status === 'refused' && data.reason
              ? { known: t(`upkeep:refusal.${data.reason}`, { defaultValue: data.reason }) }
              : {})}
            when={<RelativeTime at={at} />}
            action={data.csr !== undefined && <CsrActions request={data} usable={usable} onDeliver={() => deliver(data)} />}
          />
        ))}
      </ToldPanel>
      {delivering && (
        <DeliverDialog
          delivery={{
            ...(delivering.type === undefined ? {} : { type: delivering.type as 'V2GCertificate' }),
            ...(delivering.requestId == null ? {} : { requestId: delivering.requestId }),
          }}
          sender={command}
          onClose={() => deliver(null)}
        />
      )}
    </>
  );
}

type T = ReturnType<typeof useTranslation<'upkeep'>>['t'];
function nameOf(key: string, data: Request, t: T): string {
  if (key.startsWith('contract/')) return t('upkeep:contract');
  if (key.startsWith('status/')) return t('upkeep:statusOf', { serial: data.serialNumber });
  return t(`upkeep:type.${data.type ?? key}`);
}

function CsrActions({ request, usable, onDeliver }: { request: Request; usable: boolean; onDeliver: () => void }) {
  const { t } = useTranslation('upkeep');
  return (
    <>
      <CopyButton value={request.csr ?? ''}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="default" onClick={copy}>
            {t(copied ? 'upkeep:copied' : 'upkeep:copy')}
          </Button>
        )}
      </CopyButton>{' '}
      <Button size="compact-xs" variant="default" disabled={!usable} onClick={onDeliver}>
        {t('upkeep:deliver')}
      </Button>
    </>
  );
}
