import { NumberInput, Switch, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Vehicle } from '../../api.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { RemoveButton } from '../../components/remove-button.tsx';
import classes from '../drivers/drivers.module.css';
import { useDriversChanged } from '../drivers/use-drivers-changed.ts';

/** Adds or changes a car; with its EVCCID it can charge by itself. */
export function VehicleForm({ driverId, vehicle, onClose }: { driverId: number; vehicle?: Vehicle; onClose: () => void }) {
  const { t } = useTranslation('drivers');
  const changed = useDriversChanged();
  const [fields, setFields] = useState(() => ({
    make: vehicle?.make ?? '',
    model: vehicle?.model ?? '',
    plate: vehicle?.plate ?? '',
    evccId: vehicle?.evccId ?? '',
    batteryKwh: vehicle?.batteryWh == null ? '' : vehicle.batteryWh / 1000,
    autocharge: vehicle?.autocharge ?? false,
  }));
  const set = (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change }));
  const done = async () => {
    onClose();
    await changed();
  };
  const save = useMutation({
    mutationFn: () => {
      const { batteryKwh, evccId, ...rest } = fields;
      const body = { ...rest, evccId: evccId.trim() || null, batteryWh: batteryKwh === '' ? null : Math.round(Number(batteryKwh) * 1000) };
      return vehicle ? api.updateVehicle({ params: { vehicleId: vehicle.id }, body }) : api.createVehicle({ params: { driverId }, body });
    },
    onSuccess: done,
  });
  const remove = useMutation({ mutationFn: () => api.deleteVehicle({ params: { vehicleId: vehicle?.id ?? 0 } }), onSuccess: done });
  const text = (field: 'make' | 'model' | 'plate' | 'evccId', most: number) => ({
    label: t(`drivers:vehicles.${field}`),
    value: fields[field],
    onChange: (event: { currentTarget: { value: string } }) => set({ [field]: event.currentTarget.value }),
    maxLength: most,
    autoComplete: 'off',
  });
  return (
    <FormDialog
      title={t(vehicle ? 'drivers:vehicles.edit' : 'drivers:vehicles.add')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      sending={save}
      aside={
        vehicle && (
          <RemoveButton
            label={t('drivers:remove')}
            title={t('drivers:vehicles.removeTitle')}
            text={t('drivers:vehicles.removeText')}
            remove={remove}
          />
        )
      }
    >
      <div className={classes.pair}>
        <TextInput {...text('make', 60)} data-autofocus />
        <TextInput {...text('model', 60)} />
      </div>
      <div className={classes.pair}>
        <TextInput {...text('plate', 20)} />
        <NumberInput
          label={t('drivers:vehicles.battery')}
          suffix=" kWh"
          min={0.1}
          max={10_000}
          decimalScale={1}
          value={fields.batteryKwh}
          onChange={(batteryKwh) => set({ batteryKwh })}
        />
      </div>
      <TextInput
        {...text('evccId', 23)}
        description={t('drivers:vehicles.evccIdHint')}
        placeholder="00:1A:2B:3C:4D:5E"
        spellCheck={false}
      />
      <Switch
        label={t('drivers:vehicles.autocharge')}
        description={t('drivers:vehicles.autochargeHint')}
        checked={fields.autocharge}
        disabled={fields.evccId.trim() === ''}
        onChange={(event) => set({ autocharge: event.currentTarget.checked })}
      />
    </FormDialog>
  );
}
