import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type Station } from '../../../api.ts';
import { RelativeTime } from '../../../components/quantity.tsx';
import { keys, useList } from '../../../queries.ts';
import { ToldPanel, ToldRow } from '../told-panel.tsx';

/** What was signed for this station, the newest first, and until when it is good. */
export function SignedCertificates({ station }: { station: Station }) {
  const { t } = useTranslation('certificates');
  const list = useList([...keys.certificates, 'of', station.id], (cursor) =>
    api.listCertificates({ query: { stationId: station.id, limit: 20, ...(cursor ? { cursor } : {}) } }),
  );
  return (
    <ToldPanel
      title={t('certificates:signed')}
      actions={
        <Anchor component={Link} to="/certificates" size="sm">
          {t('certificates:title')}
        </Anchor>
      }
      empty={t('certificates:noneSigned')}
      list={{ items: list.items, isLoading: list.loading, error: list.error }}
    >
      {list.items.map(({ id, use, state, validTo, reason }) => (
        <ToldRow
          key={id}
          what={t(`certificates:leaf.${use}`)}
          known={`${t(`certificates:now.${state}`)}${reason === null ? '' : ` · ${reason}`}`}
          when={
            <>
              {t('certificates:until')} <RelativeTime at={validTo} />
            </>
          }
        />
      ))}
    </ToldPanel>
  );
}
