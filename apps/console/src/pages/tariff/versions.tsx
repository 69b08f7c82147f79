import { Button, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, type Tariff } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { keys, useList } from '../../queries.ts';
import { useActorNames } from './actors.ts';
import { sentencesOf, wholeSentences } from './say.ts';
import { useSpeech } from './speech.ts';
import classes from './tariff.module.css';

/** Every version: what changed, when, by whom, and how many sessions were priced by it. */
export function Versions({ tariff }: { tariff: Tariff }) {
  const { t } = useTranslation('tariff');
  const speech = useSpeech();
  const list = useList(keys.tariffVersions(tariff.id), (cursor) =>
    api.listTariffVersions({ params: { tariffId: tariff.id }, query: { limit: 50, ...(cursor ? { cursor } : {}) } }),
  );
  const by = useActorNames();
  if (list.error) return <ErrorNote error={list.error} retry={list.refetch} />;
  if (list.loading) return <Skeleton height={160} radius="lg" />;
  const texts = list.items.map((version) => [
    version.name,
    ...sentencesOf(version, speech).map(({ text }) => text),
    ...wholeSentences(version, speech),
  ]);
  return (
    <ol className={classes.versions}>
      {list.items.map((version, index) => {
        const own = texts[index] ?? [];
        const before = texts[index + 1];
        return (
          <li key={version.versionId} className={`sm-panel ${classes.box}`}>
            <h3 className={classes.boxName}>{t('tariff:versions.name', { version: version.version })}</h3>
            <p className={classes.hint}>
              <RelativeTime at={version.createdAt} /> · {by(version.createdBy)} ·{' '}
              {t('tariff:versions.sessions', { count: version.sessions })}
            </p>
            <ul className={classes.words}>
              {own.map((text) => (
                <li key={text} className={before && !before.includes(text) ? classes.added : ''}>
                  {before && !before.includes(text) && <span className={classes.mark}>{t('tariff:versions.new')}</span>} {text}
                </li>
              ))}
              {before
                ?.filter((text) => !own.includes(text))
                .map((text) => (
                  <li key={text} className={classes.gone}>
                    <span className={classes.mark}>{t('tariff:versions.gone')}</span> <s>{text}</s>
                  </li>
                ))}
            </ul>
          </li>
        );
      })}
      {list.hasMore && (
        <Button variant="default" loading={list.loadingMore} onClick={list.loadMore}>
          {t('common:table.loadMore')}
        </Button>
      )}
    </ol>
  );
}
