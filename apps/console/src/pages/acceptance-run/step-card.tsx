import { Button, Group, TextInput } from '@mantine/core';
import { findingSentence } from '@stationmaster/domain';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import * as format from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { useMay } from '../../me.ts';
import { useNow } from '../../now.ts';
import { keys } from '../../queries.ts';
import classes from './acceptance-run.module.css';
import type { Run } from './index.tsx';
import { RunState, useAcceptanceWords } from './run-state.tsx';

type Step = Run['steps'][number];

/** One step: its name and what was found; the one under way says what to do, a failed one what helps. */
export function StepCard({ run, step }: { run: Run; step: Step }) {
  const { t } = useTranslation('acceptance');
  const words = useAcceptanceWords();
  const operator = useMay('operator');
  const about = words.step[step.name];
  const isNow = run.status === 'running' && step.status === 'running';
  const card = useInSight(isNow);
  const said = findingSentence(words, step.code, step.found);
  return (
    <li ref={card} className={`sm-panel ${classes.step}`} data-status={step.status} aria-current={isNow ? 'step' : undefined}>
      <div className={classes.stepHead}>
        <h2 className={classes.name}>
          {step.place + 1}. {about.name}
        </h2>
        <RunState status={step.status} />
      </div>
      {isNow && <p className={classes.todo}>{about.do}</p>}
      {isNow && step.until && <Left until={step.until} />}
      {said !== '' && <p>{said}</p>}
      {step.note && <p className="sm-quiet">{t('acceptance:because', { note: step.note })}</p>}
      {step.status === 'failed' && <p className={classes.fix}>{about.fix}</p>}
      {step.sessionId !== null && (
        <Link to="/sessions/$sessionId" params={{ sessionId: String(step.sessionId) }} className="sm-link">
          {t('acceptance:toSession')}
        </Link>
      )}
      {step.evidence > 0 && <Evidence run={run} step={step} />}
      {operator && <Choice run={run} step={step} />}
    </li>
  );
}

/** What may be done about it: try again, or leave it out and say why. */
function Choice({ run, step }: { run: Run; step: Step }) {
  const { t } = useTranslation('acceptance');
  const cache = useQueryClient();
  const [note, setNote] = useState<string | null>(null);
  const params = { runId: run.id, place: step.place };
  const onSuccess = (changed: Run) => {
    setNote(null);
    cache.setQueryData(keys.acceptanceRun(run.id), changed);
  };
  const retry = useMutation({ mutationFn: () => api.retryAcceptanceStep({ params }), onSuccess });
  const skip = useMutation({ mutationFn: () => api.skipAcceptanceStep({ params, body: { note: note ?? '' } }), onSuccess });
  const mayRetry = run.status !== 'cancelled' && (step.status === 'failed' || step.status === 'skipped');
  const maySkip = run.status !== 'cancelled' && (step.status === 'failed' || step.status === 'running');
  if (!mayRetry && !maySkip) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    skip.mutate();
  };
  return (
    <>
      {note === null ? (
        <Group gap="sm" mt="xs">
          {mayRetry && (
            <Button
              size="md"
              variant={step.status === 'failed' ? 'filled' : 'default'}
              loading={retry.isPending}
              onClick={() => retry.mutate()}
            >
              {t('acceptance:again')}
            </Button>
          )}
          {maySkip && (
            <Button size="md" variant="default" onClick={() => setNote('')}>
              {t('acceptance:skip')}
            </Button>
          )}
        </Group>
      ) : (
        <form onSubmit={submit} className={classes.skip}>
          <TextInput label={t('acceptance:why')} value={note} onChange={(event) => setNote(event.currentTarget.value)} data-autofocus />
          <Group gap="sm">
            <Button type="submit" disabled={note.trim().length < 3} loading={skip.isPending}>
              {t('acceptance:skip')}
            </Button>
            <Button variant="default" onClick={() => setNote(null)}>
              {t('common:cancel')}
            </Button>
          </Group>
        </form>
      )}
      {(retry.error ?? skip.error) && <ErrorNote error={retry.error ?? skip.error} />}
    </>
  );
}

function Evidence({ run, step }: { run: Run; step: Step }) {
  const { t } = useTranslation('acceptance');
  const locale = useLocale();
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery({
    queryKey: keys.acceptanceEvidence(run.id, step.place, step.tries),
    queryFn: () => api.listAcceptanceEvidence({ params: { runId: run.id, place: step.place } }),
    enabled: isOpen,
  });
  return (
    <details className={classes.evidence} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('acceptance:evidence', { count: step.evidence })}</summary>
      <ul>
        {data?.items.map((frame) => (
          <li key={frame.id}>
            <div className={classes.frameHead}>
              <span>
                {t(frame.direction === 'in' ? 'acceptance:fromStation' : 'acceptance:toTheStation')}: {frame.action}
              </span>
              <time dateTime={frame.at}>{format.clock(Date.parse(frame.at), locale, true)}</time>
            </div>
            <code>{frame.request}</code>
            {frame.answer && <code>{frame.answer}</code>}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Left({ until }: { until: string }) {
  const { t } = useTranslation('acceptance');
  const left = Math.max(0, (Date.parse(until) - useNow(1000)) / 1000);
  return <p className="sm-quiet">{t('acceptance:left', { time: format.duration(left, useLocale()) })}</p>;
}

/** What is to be done now comes into sight by itself. */
function useInSight(isNow: boolean) {
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isNow) card.current?.scrollIntoView({ block: 'nearest' });
  }, [isNow]);
  return card;
}
