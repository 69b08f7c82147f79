import { Button } from '@mantine/core';
import { IconClipboardCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../../api.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { useMay } from '../../../me.ts';
import { RunList } from '../../acceptance/run-list.tsx';
import { StartForm } from '../../acceptance/start-form.tsx';
import classes from '../station.module.css';

/** Is this station fit for service, and where is the proof? */
export function AcceptanceTab({ station }: { station: Station }) {
  const { t } = useTranslation('acceptance');
  const operator = useMay('operator');
  const [isStarting, setStarting] = useState(false);
  const start = operator && (
    <Button leftSection={<IconClipboardCheck size={17} aria-hidden />} onClick={() => setStarting(true)}>
      {t('acceptance:start')}
    </Button>
  );
  return (
    <div className={classes.stack}>
      <div className={classes.boxHead}>
        <p className="sm-quiet" style={{ margin: 0 }}>
          {t('acceptance:text')}
        </p>
        {start}
      </div>
      <RunList filter={{ stationId: station.id }} empty={<EmptyState title={t('acceptance:none')} text={t('acceptance:noneHere')} />} />
      {isStarting && <StartForm stationId={station.id} onClose={() => setStarting(false)} />}
    </div>
  );
}
