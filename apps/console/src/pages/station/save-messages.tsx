import { Button, Menu } from '@mantine/core';
import { apiBase } from '@stationmaster/contract';
import { IconDownload, IconShare2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** The filtered log as files; plain links, so the browser streams them to disk. */
export function SaveMessages({ stationId, filters }: { stationId: string; filters: Readonly<Record<string, string | number>> }) {
  const { t } = useTranslation('messages');
  const wanted = new URLSearchParams(Object.entries(filters).map(([name, value]) => [name, String(value)])).toString();
  const href = (file: string) => `${apiBase}/stations/${encodeURIComponent(stationId)}/${file}${wanted ? `?${wanted}` : ''}`;
  return (
    <Menu position="bottom-end" width={310}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
          {t('messages:save')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={href('frames.ndjson')} download>
          {t('messages:saveLines')}
        </Menu.Item>
        <Menu.Item component="a" href={href('frames.csv')} download>
          {t('messages:saveCsv')}
        </Menu.Item>
        <Menu.Item
          component="a"
          href={href('conversation.json')}
          download
          leftSection={<IconShare2 size={16} aria-hidden />}
          title={t('messages:shareHint')}
        >
          {t('messages:share')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
