import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { CardSelect } from '../../components/card-select.tsx';
import { FigureInput } from '../../components/figure-input.tsx';
import { keys } from '../../queries.ts';
import classes from '../price-map/price-map.module.css';

/** As the address bar has it. */
export interface Asked {
  evse: string;
  at: string;
  kwh: string;
  minutes: string;
  idle: string;
  /** Id of the card. */
  card: string;
}
interface Props {
  asked: Asked;
  /** Of the station. */
  evses: readonly number[];
  onChange: (change: Partial<Asked>) => void;
}

/** Place, time, energy, duration, and who pays. */
export function QuestionPanel({ asked, evses, onChange }: Props) {
  const { t } = useTranslation('price-map');
  const cardId = Number(asked.card);
  const { data: card } = useQuery({
    queryKey: keys.token(cardId),
    queryFn: () => api.getToken({ params: { tokenId: cardId } }),
    enabled: cardId > 0,
  });
  const number = (name: 'kwh' | 'minutes' | 'idle', label: string, usual: number) => (
    <FigureInput
      label={label}
      min={0}
      value={asked[name] === '' ? usual : Number(asked[name])}
      onChange={(figure) => onChange({ [name]: figure === null ? '' : String(figure) })}
    />
  );
  return (
    <section className={`sm-panel ${classes.box}`} aria-labelledby="question">
      <h2 className={classes.heading} id="question">
        {t('price-map:here.question')}
      </h2>
      <div className={classes.fields}>
        {evses.length > 1 && (
          <Select
            label={t('price-map:here.plug')}
            data={evses.map(String)}
            value={asked.evse || String(evses[0])}
            onChange={(evse) => onChange({ evse: evse ?? '' })}
            allowDeselect={false}
          />
        )}
        <TextInput
          type="datetime-local"
          label={t('price-map:at')}
          value={asked.at}
          onChange={(event) => onChange({ at: event.currentTarget.value })}
        />
        {number('kwh', t('price-map:here.energy'), 20)}
        {number('minutes', t('price-map:here.charging'), 120)}
        {number('idle', t('price-map:here.idle'), 0)}
        <CardSelect
          label={t('price-map:here.card')}
          description={t('price-map:here.cardHint')}
          value={(cardId > 0 && card) || null}
          onChange={(chosen) => onChange({ card: chosen === null ? '' : String(chosen.id) })}
          optional={t('price-map:here.anybody')}
        />
      </div>
    </section>
  );
}
