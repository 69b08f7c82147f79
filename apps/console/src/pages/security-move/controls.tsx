import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type FleetMove } from '../../api.ts';
import { ConfirmDanger } from '../../components/confirm-danger.tsx';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';

/** Stop it, or bring back who has made it; both ask first. */
export function Controls({ fleet }: { fleet: FleetMove }) {
  const { t } = useTranslation('security');
  const administrator = useMay('administrator');
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [asking, ask] = useState(false);
  const params = { fleetId: fleet.id };
  const made = fleet.byStatus.done ?? 0;
  const action = !fleet.finished ? 'cancel' : made > 0 ? 'revert' : null;
  const run = useMutation({
    mutationFn: () => (action === 'cancel' ? api.cancelFleetMove({ params }) : api.revertFleetMove({ params })),
    onSuccess: async (after) => {
      ask(false);
      await Promise.all(
        [keys.fleetMove(fleet.id), keys.fleetMoves, ['fleetMoveStations']].map((queryKey) => cache.invalidateQueries({ queryKey })),
      );
      if (after.id !== fleet.id) await navigate({ to: '/security/$fleetId', params: { fleetId: String(after.id) } });
    },
  });
  if (!administrator || action === null) return null;
  const label = t(`security:fleet.${action}`, { count: made });
  return (
    <>
      <Button variant="default" onClick={() => ask(true)}>
        {label}
      </Button>
      {asking && (
        <ConfirmDanger
          title={t(`security:fleet.${action}Title`)}
          consequence={t(`security:fleet.${action}Text`, { count: made })}
          action={label}
          busy={run.isPending}
          error={run.error}
          onClose={() => ask(false)}
          onConfirm={() => run.mutate()}
        />
      )}
    </>
  );
}
