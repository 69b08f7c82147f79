import { Button, Popover } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../api.ts';
import { lazily } from '../../components/lazily.tsx';
import type { Narrowing } from './bulk-order.ts';

const NarrowingFields = lazily(async () => (await import('./narrowing-fields.tsx')).NarrowingFields);

export const noMaker: Narrowing = { vendor: '', model: '', firmwareVersion: '', protocol: '' };

interface Props {
  value: Narrowing;
  onChange: (value: Narrowing) => void;
  /** Stations already seen: what they tell of themselves is suggested. */
  known: readonly Station[];
}

/** Stations of one maker, model, firmware or version of OCPP; what is set stands on the button. */
export function MakerFilter({ value, onChange, known }: Props) {
  const { t } = useTranslation('stations');
  const [draft, setDraft] = useState<Narrowing | null>(null);
  const { vendor, model, firmwareVersion, protocol } = value;
  const set = [vendor, model, firmwareVersion, protocol].filter(Boolean);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (draft) onChange(draft);
    setDraft(null);
  };
  return (
    <Popover opened={draft !== null} onChange={(isOpen) => !isOpen && setDraft(null)} width={320} trapFocus withArrow shadow="md">
      <Popover.Target>
        <Button
          variant="default"
          fw={400}
          leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
          onClick={() => setDraft(draft ? null : { vendor, model, firmwareVersion, protocol })}
        >
          {set.length > 0 ? set.join(' · ') : t('stations:more')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('stations:moreTitle')}>
        {draft && (
          <form onSubmit={apply}>
            <NarrowingFields value={draft} onChange={setDraft} known={known} />
            <Button type="submit" mt="sm" fullWidth>
              {t('stations:apply')}
            </Button>
          </form>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
