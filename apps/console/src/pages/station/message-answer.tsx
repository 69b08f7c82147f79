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
      <h3 className={shared.heading}>{t('station:itsAnswer')}</h3>
      <div className={classes.answer}>
        {/* Read out when it changes; what the station said can be long and is for looking up. */}
        <p className={classes.outcome} role="status">
          {waiting && (
            <>
              <Loader size={16} aria-hidden /> {t('station:awaiting')}
            </>
          )}
          {!waiting && answer && <Outcome station={station} action={action} answer={answer} />}
          {!waiting && !answer && !error && <span className="sm-quiet">{t('station:noAnswerYet')}</span>}
        </p>
        {!waiting && error && <ErrorNote error={error} />}
        {!waiting && answer && <Said answer={answer} />}
      </div>
    </div>
  );
}

function Outcome({ station, action, answer }: { station: Station; action: string; answer: Answer }) {
  const { t } = useTranslation('station');
  const word = wordFor(answer);
  const took = answer.sentAt && answer.answeredAt ? Date.parse(answer.answeredAt) - Date.parse(answer.sentAt) : null;
  return (
    <>
      <ToneBadge {...looks[word]}>{t(`station:messageOutcome.${word}`)}</ToneBadge>
      {took !== null && <span className="sm-quiet">{t('station:after', { ms: took })}</span>}
      {answer.frameId !== null && (
        <Link
          className={classes.log ?? ''}
          to="/stations/$stationId"
          params={{ stationId: station.id }}
          search={{ tab: 'messages', action } as never}
        >
          {t('station:inLog')}
        </Link>
      )}
    </>
  );
}

function Said({ answer }: { answer: Answer }) {
  const said = answer.error ?? answer.payload;
  return (
    <>
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
