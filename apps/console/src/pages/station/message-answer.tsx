import { Loader } from '@mantine/core';
import type { StatusLook, StatusTone } from '@stationmaster/ui';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MessageAnswer as Answer, Station } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { JsonView } from '../../components/json-view.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import classes from './send-message.module.css';
import shared from './station.module.css';

type Word = Answer['outcome'] | 'invalid' | 'unsent';
const looks: Readonly<Record<Word, { tone: StatusTone; shape: StatusLook['shape'] }>> = {
  result: { tone: 'free', shape: 'check' },
  invalid: { tone: 'wait', shape: 'triangle' },
  error: { tone: 'broken', shape: 'triangle' },
  timedOut: { tone: 'wait', shape: 'question' },
  closed: { tone: 'broken', shape: 'cross' },
  unsent: { tone: 'broken', shape: 'cross' },
};

interface Props {
  station: Station;
  action: string;
  answer: Answer | null;
  waiting: boolean;
  error: Error | null;
}

/** What the station said to the last message sent from here. Its place is kept, so that nothing jumps when it comes. */
export function MessageAnswer({ station, action, answer, waiting, error }: Props) {
  const { t } = useTranslation('station');
  return (
    <div className={classes.side}>
      <h3 className={shared.heading}>{t('station:answer')}</h3>
      <div className={classes.answer} role="status">
        {waiting && (
          <p className={classes.waiting}>
            <Loader size={16} aria-hidden /> {t('station:awaiting')}
          </p>
        )}
        {!waiting && error && <ErrorNote error={error} />}
        {!waiting && !error && !answer && <p className="sm-quiet">{t('station:noAnswerYet')}</p>}
        {!waiting && answer && <Shown answer={answer} />}
      </div>
      {answer && answer.frameId !== null && (
        <Link to="/stations/$stationId" params={{ stationId: station.id }} search={{ tab: 'messages', action } as never}>
          {t('station:inLog')}
        </Link>
      )}
    </div>
  );
}

function Shown({ answer }: { answer: Answer }) {
  const { t } = useTranslation('station');
  const word = wordFor(answer);
  const took = answer.sentAt && answer.answeredAt ? Date.parse(answer.answeredAt) - Date.parse(answer.sentAt) : null;
  const said = answer.error ?? answer.payload;
  return (
    <>
      <p className={classes.outcome}>
        <ToneBadge {...looks[word]}>{t(`station:messageOutcome.${word}`)}</ToneBadge>
        {took !== null && <span className="sm-quiet">{t('station:after', { ms: took })}</span>}
      </p>
      {answer.answerProblems && (
        <ul className={classes.problems}>
          {answer.answerProblems.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              {path !== '' && <span className="sm-mono">{path}: </span>}
              {message}
            </li>
          ))}
        </ul>
      )}
      {said !== undefined && said !== null && <JsonView text={JSON.stringify(said)} />}
    </>
  );
}

function wordFor({ outcome, answerProblems, sentAt }: Answer): Word {
  if (answerProblems) return 'invalid';
  return outcome === 'closed' && sentAt === null ? 'unsent' : outcome;
}
