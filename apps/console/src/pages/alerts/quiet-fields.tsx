import { Group, Stack, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AlertRule } from '../../api.ts';

type Quiet = AlertRule['quiet'];
const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** From one time of day to another nobody is told, in the viewer's zone unless it was another. */
export function QuietFields({ quiet, onChange }: { quiet: Quiet; onChange: (quiet: Quiet) => void }) {
  const { t } = useTranslation('alerts');
  return (
    <Stack gap="xs">
      <Switch
        label={t('alerts:rule.quiet')}
        description={t('alerts:rule.quietHint')}
        checked={quiet !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? { from: 22 * 60, to: 6 * 60, timeZone: here } : null)}
      />
      {quiet && (
        <Group>
          {(['from', 'to'] as const).map((name) => (
            <TextInput
              key={name}
              type="time"
              label={t(`alerts:rule.${name}`)}
              value={clock(quiet[name])}
              onChange={(event) => event.currentTarget.value && onChange({ ...quiet, [name]: minutes(event.currentTarget.value) })}
            />
          ))}
          <span className="sm-quiet" style={{ alignSelf: 'flex-end' }}>
            {quiet.timeZone}
          </span>
        </Group>
      )}
    </Stack>
  );
}

const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
function minutes(text: string): number {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return hour * 60 + minute;
}
