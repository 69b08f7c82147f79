import { Button, Text } from '@mantine/core';
import type { StatusLook, StatusTone } from '@stationmaster/ui';
import { useTranslation } from 'react-i18next';
import type { HeldCertificate } from '../../../api.ts';
import { RelativeTime } from '../../../components/quantity.tsx';
import { ToneBadge } from '../../../components/status-badge.tsx';
import { useLocale } from '../../../locale.ts';
import { levelLooks } from '../../certificates/columns.tsx';
import { commonName } from '../../certificates/words.ts';
import { ToldRow } from '../told-panel.tsx';

type Known = NonNullable<HeldCertificate['known']>;

/** One certificate that the station holds: whose it is, from whom, until when, and what it is good for. */
export function HeldCertificateRow({ certificate, onDelete }: { certificate: HeldCertificate; onDelete?: () => void }) {
  const { t } = useTranslation('upkeep');
  const { known, types, serialNumber, below, toldAt } = certificate;
  const nameOf = useNameOf();
  return (
    <ToldRow
      what={
        <span>
          <strong>{nameOf(certificate)}</strong> {known && <Warning known={known} />}
        </span>
      }
      known={
        <>
          <div>{types.map((type) => t(`upkeep:use.${type}`, { defaultValue: type })).join(' · ')}</div>
          {known ? <Facts known={known} /> : <div>{t('upkeep:onlyHash')}</div>}
          <Text component="div" size="xs" mt={2}>
            {t('upkeep:serial')} <span className="sm-mono">{serialNumber}</span>
            {below > 0 && ` · ${t('upkeep:below', { count: below })}`}
            {' · '}
            {t('upkeep:told')} <RelativeTime at={toldAt} />
          </Text>
        </>
      }
      action={
        onDelete && (
          <Button size="compact-xs" variant="default" onClick={onDelete} aria-label={t('upkeep:deleteOf', { name: nameOf(certificate) })}>
            {t('upkeep:delete')}
          </Button>
        )
      }
    />
  );
}

/** What a person calls it. */
export function useNameOf(): (certificate: HeldCertificate) => string {
  const { t } = useTranslation('upkeep');
  return ({ known }) => (known === null ? t('upkeep:unknownCertificate') : commonName(known.subject));
}

function Facts({ known: { subject, issuer, validTo, level, role } }: { known: Known }) {
  const { t } = useTranslation('upkeep');
  const day = new Intl.DateTimeFormat(useLocale(), { dateStyle: 'medium' }).format(Date.parse(validTo));
  // A root has to be followed by hand; what the station shows itself with is renewed by itself.
  const isForHand = role !== 'leaf' && level !== 'fine' && level !== 'over';
  return (
    <>
      <div>{issuer === subject ? t('upkeep:issuedByItself') : t('upkeep:issuedBy', { name: commonName(issuer) })}</div>
      <div>
        {t(level === 'over' ? 'upkeep:endedOn' : 'upkeep:validUntil', { day })} (<RelativeTime at={validTo} />)
      </div>
      {level === 'over' && <div>{t('upkeep:endedMeans')}</div>}
      {isForHand && <div>{t('upkeep:endsMeans')}</div>}
    </>
  );
}

const takenBack: { tone: StatusTone; shape: StatusLook['shape'] } = { tone: 'broken', shape: 'cross' };

function Warning({ known: { level, state } }: { known: Known }) {
  const { t } = useTranslation('certificates');
  if (state === 'revoked') return <ToneBadge {...takenBack}>{t('certificates:now.revoked')}</ToneBadge>;
  if (level === 'fine') return null;
  return <ToneBadge {...levelLooks[level]}>{t(level === 'over' ? 'certificates:level.over' : 'certificates:level.soon')}</ToneBadge>;
}
