import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../../api.ts';
import { RelativeTime } from '../../../components/quantity.tsx';
import { ToneBadge } from '../../../components/status-badge.tsx';
import { money } from '../../../format.ts';
import { useLocale } from '../../../locale.ts';
import { useMay } from '../../../me.ts';
import { useNow } from '../../../now.ts';
import shared from '../station.module.css';
import { ToldPanel, ToldRow } from '../told-panel.tsx';
import type { CommandSender } from '../use-command.ts';
import { type Kept, useRecords } from '../use-records.ts';
import { SessionLink } from './session-link.tsx';

interface Settlement {
  pspRef: string;
  status: 'Settled' | 'Canceled' | 'Rejected' | 'Failed';
  amount: number;
  currency: string | null;
  sessionId: number | null;
  receiptUrl?: string;
  vatNumber?: string;
  info: string;
}
interface VatNumber {
  vatNumber: string;
  form: 'wellFormed' | 'malformed' | 'unknownCountry';
}
const looks = {
  Settled: { tone: 'free', shape: 'check' },
  Canceled: { tone: 'away', shape: 'bar' },
  Rejected: { tone: 'broken', shape: 'cross' },
  Failed: { tone: 'broken', shape: 'cross' },
} as const;

/** Payments at the station's terminal and on web pages, and the VAT numbers drivers gave for their receipts. */
export function PaymentsPanel({ station, command }: { station: Station; command: CommandSender }) {
  const { t } = useTranslation('grid');
  const settlements = useRecords<Settlement>(station.id, 'settlement');
  const numbers = useRecords<VatNumber>(station.id, 'vatNumber');
  return (
    <div className={shared.stack}>
      <ToldPanel title={t('grid:payments')} empty={t('grid:noPayments')} list={settlements}>
        {settlements.items.slice(0, 8).map((settlement) => (
          <SettlementRow key={settlement.key} settlement={settlement} />
        ))}
      </ToldPanel>
      <WebPayments station={station} command={command} />
      {numbers.items.length > 0 && (
        <ToldPanel title={t('grid:vatNumbers')} empty="" list={numbers}>
          {numbers.items.slice(0, 5).map(({ key, data, at }) => (
            <ToldRow
              key={key}
              what={<span className="sm-mono">{data.vatNumber}</span>}
              known={t(`grid:vat.${data.form}`)}
              when={<RelativeTime at={at} />}
            />
          ))}
        </ToldPanel>
      )}
    </div>
  );
}

function SettlementRow({ settlement: { data, at } }: { settlement: Kept<Settlement> }) {
  const { t } = useTranslation('grid');
  const locale = useLocale();
  const { status, amount, currency, pspRef, sessionId, receiptUrl, vatNumber, info } = data;
  return (
    <ToldRow
      what={
        <>
          <span className="sm-num">{currency ? money(String(amount), currency, locale) : amount}</span>{' '}
          <ToneBadge {...looks[status]}>{t(`grid:settled.${status}`)}</ToneBadge>
        </>
      }
      known={
        <>
          <span className="sm-mono">{pspRef}</span>
          {vatNumber && ` · ${vatNumber}`}
          {info && ` · ${info}`}
          {sessionId !== null && <SessionLink id={sessionId} />}
          {receiptUrl?.startsWith('https://') && (
            <>
              {' · '}
              <a href={receiptUrl} target="_blank" rel="noreferrer" className="sm-link">
                {t('grid:receipt')}
              </a>
            </>
          )}
        </>
      }
      when={<RelativeTime at={at} />}
    />
  );
}

/** Plugs that wait for somebody who pays on a web page. */
function WebPayments({ station, command }: { station: Station; command: CommandSender }) {
  const { t } = useTranslation('grid');
  const operator = useMay('operator');
  const now = useNow(1000);
  const waiting = useRecords<{ until: number }>(station.id, 'webPayment');
  const open = waiting.items.filter(({ data }) => data.until > now);
  if (open.length === 0) return null;
  return (
    <ToldPanel title={t('grid:webPayments')} empty="" list={{ ...waiting, items: open }}>
      {open.map(({ key, evseId, data }) => (
        <ToldRow
          key={key}
          what={t('station:plug', { name: evseId })}
          known={t('grid:waits', { seconds: Math.ceil((data.until - now) / 1000) })}
          action={
            operator && (
              <Button
                size="compact-xs"
                variant="default"
                disabled={!station.connected || command.waiting}
                onClick={() => command.send({ verb: 'notifyWebPaymentStarted', evseId, timeoutSeconds: 0 })}
              >
                {t('grid:giveUp')}
              </Button>
            )
          }
        />
      ))}
    </ToldPanel>
  );
}
