import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { lazily } from '../../components/lazily.tsx';
import { useFault } from './editing.tsx';
import type { Condition, WhenFields as When } from './fields.ts';
import classes from './tariff.module.css';

const ConditionInput = lazily(async () => (await import('./condition-input.tsx')).ConditionInput);

/** What a condition begins as, in the order of the menu. */
const fresh: Required<When> = {
  time: { from: '22:00', until: '06:00' },
  days: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'],
  dates: { from: '', until: '' },
  holidays: 'ONLY',
  groups: [],
  paymentKinds: ['adHoc'],
  paymentBrands: [],
  energy: { from: '', until: '' },
  power: { from: '', until: '' },
  current: { from: '', until: '' },
  duration: { from: '', until: '' },
  charging: { from: '', until: '' },
  idle: { from: '', until: '' },
  connectors: [],
  powerTypes: [],
  occupancy: { from: '', until: '' },
  reservation: 'RESERVATION',
};
const groups: readonly (readonly [string, readonly Condition[]])[] = [
  ['clock', ['time', 'days', 'dates', 'holidays']],
  ['person', ['groups', 'paymentKinds', 'paymentBrands']],
  ['session', ['energy', 'power', 'current', 'duration', 'charging', 'idle']],
  ['place', ['connectors', 'powerTypes', 'occupancy']],
  ['reserved', ['reservation']],
];
const all = Object.keys(fresh) as Condition[];

/** When a rule holds: all of these together; none: always. */
export function WhenFields({ path, value, onChange }: { path: string; value: When; onChange: (value: When) => void }) {
  const { t } = useTranslation('tariff');
  const fault = useFault();
  const given = all.filter((name) => value[name] !== undefined);
  const without = (name: Condition): When => {
    const { [name]: _, ...rest } = value;
    return rest;
  };
  return (
    <div className={classes.whenBox}>
      {given.map((name) => (
        <fieldset key={name} className={classes.condition}>
          <legend className={classes.conditionName}>{t(`tariff:when.name.${name}`)}</legend>
          <div className={classes.conditionBody}>
            <ConditionInput name={name} value={value} onChange={onChange} fault={fault(`${path}.${name}`)} />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('tariff:when.remove', { name: t(`tariff:when.name.${name}`) })}
              onClick={() => onChange(without(name))}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </div>
        </fieldset>
      ))}
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button variant="subtle" color="gray" size="compact-sm" leftSection={<IconPlus size={14} aria-hidden />}>
            {t(given.length === 0 ? 'tariff:when.addFirst' : 'tariff:when.add')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
          {groups.map(([group, names]) => {
            const free = names.filter((name) => value[name] === undefined);
            if (free.length === 0) return null;
            return (
              <div key={group}>
                <Menu.Label>{t(`tariff:when.group.${group}`)}</Menu.Label>
                {free.map((name) => (
                  <Menu.Item key={name} onClick={() => onChange({ ...value, [name]: fresh[name] })}>
                    {t(`tariff:when.name.${name}`)}
                  </Menu.Item>
                ))}
              </div>
            );
          })}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
