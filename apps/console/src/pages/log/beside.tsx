import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Log } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { keys } from '../../queries.ts';
import { compare } from './compare.ts';
import classes from './log.module.css';

/** Longer logs are compared as far as this. */
const mostLines = 3000;

/** Two logs line by line; where they differ is marked with a sign, not by colour alone. */
export function Beside({ left, right, isTimeless }: { left: Log; right: Log; isTimeless: boolean }) {
  const { t } = useTranslation('logs');
  const [first, second] = useQueries({
    queries: [left, right].map(({ id }) => ({
      queryKey: keys.logLines(id, 'compared'),
      queryFn: () => api.readLog({ params: { logId: id }, query: { limit: mostLines } }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  const rows = useMemo(
    () =>
      first?.data && second?.data
        ? compare(
            first.data.lines.map(({ text }) => text),
            second.data.lines.map(({ text }) => text),
            { isTimeless },
          )
        : null,
    [first?.data, second?.data, isTimeless],
  );
  const error = first?.error ?? second?.error;
  if (error) return <ErrorNote error={error} />;
  if (!rows) return <PageSkeleton />;
  const isCut = first?.data?.next != null || second?.data?.next != null;
  const different = rows.filter(({ isSame }) => !isSame).length;
  return (
    <>
      <p className="sm-quiet" role="status">
        {t('logs:different', { count: different })} {isCut && t('logs:cut', { count: mostLines })}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className={`sm-panel sm-mono ${classes.text}`} style={{ paddingTop: 0 }} tabIndex={0} aria-label={t('logs:compare')}>
        <table className={classes.both}>
          <thead>
            <tr>
              {[left, right].map(({ id, stationId, name }) => (
                <th key={id} scope="col">
                  {stationId} · {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ left: l, right: r, isSame }) => (
              <tr key={`${l?.number ?? ''}/${r?.number ?? ''}`} data-same={isSame}>
                <td>
                  <span className={classes.sign}>{!isSame && l ? '−' : ''}</span>
                  {l?.text}
                </td>
                <td>
                  <span className={classes.sign}>{!isSame && r ? '+' : ''}</span>
                  {r?.text}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
