import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useMay } from '../../me.ts';
import { keys, useList } from '../../queries.ts';

/** Who did something, by name where the viewer may know the people of this install. `user:1` → `Ada`. */
export function useActorNames(): (actor: string) => string {
  const { t } = useTranslation('tariff');
  const users = useList(keys.users, (cursor) => api.listUsers({ query: { limit: 500, ...(cursor ? { cursor } : {}) } }), {
    enabled: useMay('administrator'),
  });
  const names = new Map(users.items.map((user) => [`user:${user.id}`, user.name || user.email]));
  return (actor) => names.get(actor) ?? t(`tariff:actor.${actor.split(':')[0]}`, { defaultValue: actor });
}
