import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { keys } from '../../queries.ts';
import { SettingsForm } from '../station/forwarding/settings-form.tsx';

/** The same second back end for all stations of a site. */
export function SetUpMany({ onClose }: { onClose: () => void }) {
  const { data } = useQuery({ queryKey: [...keys.forwardings(), 'choices'], queryFn: () => api.forwardingChoices() });
  return data === undefined ? null : <SettingsForm stationId={null} forwarding={null} choices={data} onClose={onClose} />;
}
