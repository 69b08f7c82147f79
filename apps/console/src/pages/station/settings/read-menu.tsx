import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../../api.ts';
import type { CommandRequest } from '../use-command.ts';

const reports: Readonly<Record<'all' | 'changeable' | 'summary' | 'problems', CommandRequest>> = {
  all: { verb: 'readBaseReport', reportBase: 'FullInventory' },
  changeable: { verb: 'readBaseReport', reportBase: 'ConfigurationInventory' },
  summary: { verb: 'readBaseReport', reportBase: 'SummaryInventory' },
  problems: { verb: 'getReport', criteria: ['Problem'] },
};

interface Props {
  station: Station;
  waiting: boolean;
  send: (request: CommandRequest) => void;
}

/** Reads the settings anew: 1.6 tells all of them at once, 2.x has reports of several kinds. */
export function ReadMenu({ station, waiting, send }: Props) {
  const { t } = useTranslation('settings');
  if (station.protocol === 'ocpp1.6' || station.protocol === null)
    return (
      <Button
        variant="default"
        disabled={waiting}
        loading={waiting}
        leftSection={<IconRefresh size={16} aria-hidden />}
        onClick={() => send({ verb: 'readConfiguration', variables: [] })}
      >
        {t('settings:readAll')}
      </Button>
    );
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <Button
          variant="default"
          disabled={waiting}
          loading={waiting}
          leftSection={<IconRefresh size={16} aria-hidden />}
          rightSection={<IconChevronDown size={16} aria-hidden />}
        >
          {t('settings:readAll')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['all', 'changeable', 'summary', 'problems'] as const).map((name) => (
          <Menu.Item key={name} onClick={() => send(reports[name])}>
            {t(`settings:report.${name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
