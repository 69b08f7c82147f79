import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CommandOutcome, type OutcomeProps } from './command-outcome.tsx';

/** For commands that were not sent from a place on the page. */
export function OutcomeDialog(props: OutcomeProps) {
  const { t } = useTranslation('station');
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t(`station:verb.${props.command.verb}`)}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <CommandOutcome {...props} />
    </Modal>
  );
}
