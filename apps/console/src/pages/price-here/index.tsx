import { IconArrowLeft } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiError, api } from '../../api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { keys } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { momentOf } from '../price-map/place-query.ts';
import classes from '../price-map/price-map.module.css';
import sessionClasses from '../session/session.module.css';
import { AnswerPanel } from './answer-panel.tsx';
import { type Asked, QuestionPanel } from './question-panel.tsx';

const names = ['evse', 'at', 'kwh', 'minutes', 'idle', 'card'] as const;

/** What would this driver pay here at this time, and why: the question in the address bar, the answer by the engine that bills. */
export default function PriceHerePage() {
  const { t } = useTranslation('price-map');
  const { stationId = '' } = useParams({ strict: false }) as { stationId?: string };
  const [url, setUrl] = useUrlState(...names);
  const { data: station, error } = useQuery({
    queryKey: keys.station(stationId),
    queryFn: () => api.getStation({ params: { stationId } }),
  });
  const query = queryOf(url);
  const answer = useQuery({
    queryKey: keys.priceHere(stationId, query),
    queryFn: () => api.priceHere({ params: { stationId }, query }),
    placeholderData: keepPreviousData,
    enabled: station !== undefined,
  });
  if (error instanceof ApiError && error.status === 404)
    return (
      <div className="sm-panel">
        <EmptyState title={t('price-map:here.missing', { id: stationId })} action={<Back />} />
      </div>
    );
  if (error && !station) return <ErrorNote error={error} />;
  if (!station) return <PageSkeleton />;
  const evses = [...new Set(station.connectors.map(({ evseId }) => evseId).filter((id) => id > 0))];
  return (
    <>
      <Back />
      <PageHeader name={t('price-map:here.title')} text={[station.name || station.id, station.siteName].filter(Boolean).join(', ')} />
      <div className={classes.columns}>
        <QuestionPanel asked={url} evses={evses.length > 0 ? evses : [1]} onChange={setUrl} />
        <AnswerPanel answer={answer.data} error={answer.error} />
      </div>
    </>
  );
}

function Back() {
  const { t } = useTranslation('price-map');
  return (
    <Link to="/price-map" className={sessionClasses.back}>
      <IconArrowLeft size={15} aria-hidden />
      {t('price-map:here.back')}
    </Link>
  );
}

/** What the address bar leaves out is as the API has it; what is no number counts as left out. */
function queryOf({ evse, at, kwh, minutes, idle, card }: Asked) {
  const moment = momentOf(at);
  const number = (text: string): number | null => (text === '' || !(Number(text) >= 0) ? null : Number(text));
  const [energy, charging, after] = [number(kwh), number(minutes), number(idle)];
  return {
    ...(Number(evse) > 0 ? { evseId: Number(evse) } : {}),
    ...(moment === null ? {} : { at: moment }),
    ...(energy === null ? {} : { energyWh: Math.round(energy * 1000) }),
    ...(charging === null ? {} : { chargingSeconds: Math.round(charging * 60) }),
    ...(after === null ? {} : { idleSeconds: Math.round(after * 60) }),
    ...(Number(card) > 0 ? { tokenId: Number(card) } : {}),
  };
}
