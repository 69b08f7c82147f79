import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { keys } from '../../queries.ts';
import classes from './log.module.css';

/** Lines at a time: more make a browser slow. */
const pageLines = 2000;

/** The text of a log, or its lines with a text. */
export function LogText({ logId, search }: { logId: number; search: string }) {
  const { t } = useTranslation('logs');
  const query = useInfiniteQuery({
    queryKey: keys.logLines(logId, search),
    queryFn: ({ pageParam }) =>
      api.readLog({ params: { logId }, query: { from: pageParam, limit: pageLines, ...(search ? { search } : {}) } }),
    initialPageParam: 1,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (query.error) return <ErrorNote error={query.error} />;
  if (!query.data) return <PageSkeleton />;
  const lines = query.data.pages.flatMap((page) => page.lines);
  const total = query.data.pages.at(-1)?.total;
  return (
    <>
      <p className="sm-quiet" role="status">
        {search ? t('logs:linesWith', { count: lines.length, search }) : t('logs:lines', { count: total ?? lines.length })}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className={`sm-panel sm-mono ${classes.text}`} tabIndex={0} aria-label={t('logs:content')}>
        {lines.map(({ number, text }) => (
          <div key={number} className={classes.line}>
            <span className={classes.number}>{number}</span>
            <span>{text}</span>
          </div>
        ))}
      </section>
      {query.hasNextPage && (
        <Button mt="sm" variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('logs:moreLines')}
        </Button>
      )}
    </>
  );
}
