import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { api, type Command } from '../../api.ts';
import { keys } from '../../queries.ts';

export type CommandRequest = Parameters<typeof api.sendCommand>[0]['body'];
export type Verb = Command['verb'];
/** What can be shown before the server has answered. */
export type ShownCommand = Pick<Command, 'verb' | 'status' | 'reason'> & { id: number | null };
export interface CommandSender {
  /** `waitSeconds`: for a station that is away, how long the command may wait for it. `onTaken`: the server has taken it. */
  send: (request: CommandRequest, waitSeconds?: number, onTaken?: () => void) => void;
  /** The last one sent from here, as it stands now. */
  shown: ShownCommand | null;
  waiting: boolean;
  error: Error | null;
  forget: () => void;
}

const unfinished: readonly string[] = ['pending', 'sent', 'accepted'];
export function isFinished(command: Pick<Command, 'status'>): boolean {
  return !unfinished.includes(command.status);
}

/** Sends a command and follows it from "sent" to "confirmed": the live stream says when it changes, a slow poll when that fails. */
export function useCommand(stationId: string): CommandSender {
  const cache = useQueryClient();
  const [id, setId] = useState<number | null>(null);
  const { mutate, reset, ...sending } = useMutation({
    mutationFn: ({ body, waitSeconds }: { body: CommandRequest; waitSeconds: number | undefined }) =>
      api.sendCommand({ params: { stationId }, body, ...(waitSeconds === undefined ? {} : { query: { waitSeconds } }) }),
    onMutate: () => setId(null),
    onSuccess: (command) => {
      cache.setQueryData(keys.command(command.id), command);
      setId(command.id);
    },
    onSettled: () => cache.invalidateQueries({ queryKey: keys.commands(stationId) }),
  });
  const followed = useQuery({
    queryKey: keys.command(id ?? 0),
    queryFn: () => api.getCommand({ params: { commandId: id ?? 0 } }),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data && isFinished(state.data) ? false : 5000),
  });
  const forget = useCallback(() => {
    setId(null);
    reset();
  }, [reset]);
  const begun: ShownCommand | null =
    sending.variables && !sending.isIdle
      ? { id: null, verb: sending.variables.body.verb, status: sending.isError ? 'failed' : 'sent', reason: null }
      : null;
  return {
    send: useCallback((body, waitSeconds, onTaken) => mutate({ body, waitSeconds }, { onSuccess: () => onTaken?.() }), [mutate]),
    shown: (id === null ? null : followed.data) ?? begun,
    waiting: sending.isPending,
    error: sending.error,
    forget,
  };
}
