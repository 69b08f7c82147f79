import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Trial } from '../prices/trial.tsx';
import { type Draft, TrialForm } from '../prices/trial-form.tsx';

/** A price that is being written, tried on past sessions; the result opens over the editor, which keeps what was typed. */
export function TryDraft({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const { t } = useTranslation('market');
  const [simulationId, setSimulationId] = useState<number | null>(null);
  if (simulationId === null) return <TrialForm draft={draft} onClose={onClose} onStarted={setSimulationId} />;
  return (
    <Modal opened onClose={onClose} size="xl" title={t('market:trial.draft')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <Trial simulationId={simulationId} />
      <p className="sm-quiet">{t('market:trial.kept')}</p>
    </Modal>
  );
}
