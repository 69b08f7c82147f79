import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { CsvImport } from '../../components/csv-import.tsx';
import { useCardsChanged } from './use-cards.ts';

const columns = 'value, driver, note, group, blocked, valid_from, valid_until, aliases, type';
const example = 'value,driver,note,valid_until\n04A2B3C4D5E680,Anna Example,blue card,2027-12-31\n';

/** Cards from a file. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('cards');
  const changed = useCardsChanged();
  return (
    <CsvImport
      title={t('cards:importTitle')}
      text={t('cards:importText', { columns })}
      example={{ name: 'cards.csv', text: example }}
      send={async (text) => {
        const { created, updated } = await api.importTokens({ text });
        await changed();
        return `${t('cards:created', { count: created })}, ${t('cards:updated', { count: updated })}`;
      }}
      onClose={onClose}
    />
  );
}
