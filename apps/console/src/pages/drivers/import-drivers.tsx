import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { CsvImport } from '../../components/csv-import.tsx';
import { useDriversChanged } from './use-drivers-changed.ts';

const columns = 'reference, name, email, language, company, cost_centre, groups, cards, blocked, note';
const example =
  'reference,name,email,company,cost_centre,groups,cards\nP-0815,Anna Example,anna@example.org,Example Ltd,Sales,Staff,04A2B3C4D5E680|04B1C2D3E4F580\n';

/** Drivers from a file, with their cards, groups and companies. */
export function ImportDrivers({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('drivers');
  const changed = useDriversChanged();
  return (
    <CsvImport
      title={t('drivers:importTitle')}
      text={t('drivers:importText', { columns })}
      example={{ name: 'drivers.csv', text: example }}
      send={async (text) => {
        const { created, updated, cards } = await api.importDrivers({ text });
        await changed();
        return [
          t('drivers:created', { count: created }),
          t('drivers:updated', { count: updated }),
          t('drivers:cardsGiven', { count: cards }),
        ].join(', ');
      }}
      onClose={onClose}
    />
  );
}
