import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '../../api.ts';
import { CardSelect } from '../../components/card-select.tsx';
import { FigureInput } from '../../components/figure-input.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { limitOf, noLimit, SessionLimit } from './session-limit.tsx';
import type { CommandRequest } from './use-command.ts';

type Start = Omit<Extract<CommandRequest, { verb: 'start' }>, 'verb' | 'evseId'>;

interface Props {
  plugName: string;
  /** The station can end a session by itself (2.1). */
  canLimit: boolean;
  onStart: (request: Start) => void;
  onClose: () => void;
}

/** Which card pays for it, how much it may take, and up to where. */
export function StartDialog({ plugName, canLimit, onStart, onClose }: Props) {
  const { t } = useTranslation('station');
  const [card, setCard] = useState<Token | null>(null);
  const [limit, setLimit] = useState(noLimit);
  const [ampere, setAmpere] = useState<number | null>(null);
  const submit = () => {
    const until = limitOf(limit);
    if (card) onStart({ token: card.value, ...(until && { limit: until }), ...(ampere !== null && { profile: fromStart(ampere) }) });
  };
  return (
    <FormDialog
      title={t('station:startTitle', { name: plugName })}
      onClose={onClose}
      onSubmit={submit}
      action={t('station:start')}
      disabled={!card}
    >
      <CardSelect label={t('station:card')} description={t('station:cardHint')} value={card} onChange={setCard} />
      <FigureInput
        label={t('station:startLimit')}
        placeholder={t('station:startLimitNone')}
        value={ampere}
        onChange={setAmpere}
        min={0}
        max={1000}
        decimalScale={1}
        suffix=" A"
      />
      {canLimit && <SessionLimit value={limit} onChange={setLimit} />}
    </FormDialog>
  );
}

/** So much on each phase, from the start of the session. */
function fromStart(limit: number): NonNullable<Start['profile']> {
  return { kind: 'Relative', schedules: [{ unit: 'A', periods: [{ startPeriod: 0, limit }] }] };
}
