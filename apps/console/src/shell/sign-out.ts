import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { api } from '../api.ts';

/** Ends the session here; what was loaded is forgotten even when the server cannot be told. */
export function useSignOut(): () => Promise<void> {
  const cache = useQueryClient();
  const navigate = useNavigate();
  return useCallback(async () => {
    await api.signOut().catch(() => undefined);
    await navigate({ to: '/sign-in' });
    cache.clear();
  }, [cache, navigate]);
}
