import { Anchor, Button, CopyButton, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDownload, IconQrcode, IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Session, type SignedRecord } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { lazily } from '../../components/lazily.tsx';
import { Energy, RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { keys } from '../../queries.ts';
import { toFragment } from '../../signed/link.ts';
import { verdictLook } from '../../signed/look.ts';
import classes from './session.module.css';

const QrCode = lazily(async () => (await import('./qr-code.tsx')).QrCode);
const waiting = { tone: 'away', shape: 'question' } as const;

/** What the meter itself has signed: proof for the bill, and the way for the driver to check it. */
export function SignedPanel({ session }: { session: Session }) {
  const { t } = useTranslation('checks');
  const [showsCode, code] = useDisclosure(false);
  const { data, error } = useQuery({
    queryKey: keys.signed(session.id),
    queryFn: () => api.sessionSigned({ params: { sessionId: session.id } }),
  });
  const records = data?.items ?? [];
  const { data: link } = useQuery({
    queryKey: [...keys.signed(session.id), 'link', records.map(({ id, publicKey }) => `${id}/${publicKey}`)],
    queryFn: async () => `${location.origin}/verify#${await toFragment(records.map(linked))}`,
    enabled: records.length > 0,
  });
  if (error) return <ErrorNote error={error} />;
  if (!data) return null;
  return (
    <section aria-labelledby="signed">
      <h2 className={classes.heading} id="signed">
        {t('checks:signed.title')}
      </h2>
      {records.length === 0 && <p className="sm-quiet">{t('checks:signed.none')}</p>}
      {records.length > 0 && (
        <div className={`sm-panel ${classes.box}`} style={{ display: 'grid', gap: 12 }}>
          <p className="sm-quiet" style={{ margin: 0, fontSize: 14 }}>
            {t('checks:signed.text')} {data.signedWh !== null && <>{t('checks:signed.energy')}: </>}
            {data.signedWh !== null && (
              <strong>
                <Energy wh={data.signedWh} />
              </strong>
            )}
          </p>
          <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 8 }}>
            {records.map((record) => (
              <Row key={record.id} record={record} />
            ))}
          </ul>
          {link && (
            <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
              <Button
                component="a"
                href={link}
                target="_blank"
                rel="noreferrer"
                size="compact-md"
                variant="default"
                leftSection={<IconShieldCheck size={16} aria-hidden />}
              >
                {t('checks:signed.open')}
              </Button>
              <Button size="compact-md" variant="default" leftSection={<IconQrcode size={16} aria-hidden />} onClick={code.open}>
                {t('checks:signed.qr')}
              </Button>
              <CopyButton value={link}>
                {({ copied, copy }) => (
                  <Button size="compact-md" variant="default" onClick={copy}>
                    {t(copied ? 'checks:signed.copied' : 'checks:signed.copy')}
                  </Button>
                )}
              </CopyButton>
              <Anchor
                href={`/api/v1/sessions/${session.id}/signed.xml`}
                download
                fz={14}
                style={{ display: 'inline-flex', gap: 6, alignItems: 'center' }}
              >
                <IconDownload size={16} aria-hidden />
                {t('checks:signed.file')}
              </Anchor>
            </div>
          )}
        </div>
      )}
      {showsCode && link && (
        <Modal opened onClose={code.close} title={t('checks:signed.qr')} closeButtonProps={{ 'aria-label': t('common:close') }}>
          <QrCode link={link} />
        </Modal>
      )}
    </section>
  );
}

const linked = ({ record, publicKey, context }: SignedRecord) => ({ text: record, publicKey: publicKey ?? '', context });

function Row({ record }: { record: SignedRecord }) {
  const { t } = useTranslation('checks');
  const { verdict, keyOrigin, meter, page, at, format } = record;
  return (
    <li style={{ display: 'flex', gap: '4px 12px', flexWrap: 'wrap', alignItems: 'center', fontSize: 14 }}>
      <ToneBadge {...(verdict === null ? waiting : verdictLook[verdict])}>{t(`checks:signed.verdict.${verdict ?? 'unchecked'}`)}</ToneBadge>
      <RelativeTime at={at} />
      <span className="sm-quiet">
        {[
          verdict === 'valid' && keyOrigin !== null ? t(`checks:signed.origin.${keyOrigin}`) : '',
          format,
          meter === '' ? '' : t('checks:signed.meter', { meter }),
          page === null ? '' : t('checks:signed.page', { page }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </li>
  );
}
