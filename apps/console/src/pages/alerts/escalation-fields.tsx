import { ActionIcon, Button, Group, MultiSelect, NumberInput, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type AlertRule, api } from '../../api.ts';
import { keys } from '../../queries.ts';

type Steps = AlertRule['steps'];

/** Who is told when, as long as nobody reacts. */
export function EscalationFields({ steps, onChange }: { steps: Steps; onChange: (steps: Steps) => void }) {
  const { t } = useTranslation('alerts');
  const { data } = useQuery({ queryKey: keys.channels, queryFn: () => api.listChannels() });
  const channels = data?.items.map(({ id, name }) => ({ value: String(id), label: name })) ?? [];
  const change = (index: number, step: Partial<Steps[number]>) =>
    onChange(steps.map((one, at) => (at === index ? { ...one, ...step } : one)));
  return (
    <Stack gap="xs">
      {steps.length === 0 && <Text size="sm">{t('alerts:rule.toldStandard')}</Text>}
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
        <Group key={index} align="flex-end" wrap="wrap">
          <NumberInput
            label={t('alerts:rule.after')}
            value={step.afterMinutes}
            min={0}
            max={10_080}
            allowDecimal={false}
            w={130}
            onChange={(value) => change(index, { afterMinutes: Number(value) })}
          />
          <MultiSelect
            label={t('alerts:rule.channels')}
            placeholder={step.channelIds.length === 0 ? t('alerts:rule.channelsHint') : ''}
            value={step.channelIds.map(String)}
            onChange={(ids) => change(index, { channelIds: ids.map(Number) })}
            data={channels}
            style={{ flex: '1 1 180px' }}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('alerts:rule.removeStep', { number: index + 1 })}
            onClick={() => onChange(steps.filter((_, at) => at !== index))}
          >
            <IconTrash size={17} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={15} aria-hidden />}
        style={{ alignSelf: 'flex-start' }}
        onClick={() =>
          onChange(
            steps.length === 0
              ? [
                  { afterMinutes: 0, channelIds: [] },
                  { afterMinutes: 30, channelIds: [] },
                ]
              : [...steps, { afterMinutes: (steps.at(-1)?.afterMinutes ?? 0) + 30, channelIds: [] }],
          )
        }
      >
        {t('alerts:rule.addStep')}
      </Button>
    </Stack>
  );
}
