import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BylineRow, SectionsReply } from '../../shapes/labels.ts';
import type { SettingsReply } from '../../shapes/settings.ts';
import { ask, get, Refused } from '../api.ts';
import { useNews } from '../news.ts';

const settingsKey = ['settings'] as const;
const sectionsKey = ['sections'] as const;

/** Every setting, renewed when somebody saves one. */
export function useSettings() {
  useRenewed(['settings.'], settingsKey);
  return useQuery({ queryKey: settingsKey, queryFn: () => get<SettingsReply>('/settings') });
}

/** Saves settings together; what is shown afterwards is what the server has in force. */
export function useSaveSettings() {
  const known = useQueryClient();
  return useMutation({
    mutationFn: (values: Record<string, unknown>) => ask<SettingsReply>('PUT', '/settings', { values }),
    onSuccess: (reply) => known.setQueryData(settingsKey, reply),
  });
}

export function useSections() {
  useRenewed(['sections.', 'stories.moved'], sectionsKey);
  return useQuery({ queryKey: sectionsKey, queryFn: () => get<SectionsReply>('/sections') });
}

/** Asks again for these when the server tells of such news. */
export function useRenewed(news: readonly string[], key: readonly unknown[]): void {
  const known = useQueryClient();
  const renew = () => void known.invalidateQueries({ queryKey: key });
  useNews(news, renew, renew);
}

/** Sends a change and asks again for what it touched. */
export function useChange<Wish, Answer = unknown>(
  send: (wish: Wish) => Promise<Answer>,
  keys: readonly (readonly unknown[])[],
) {
  const known = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () => Promise.all(keys.map((queryKey) => known.invalidateQueries({ queryKey }))),
  });
}

/** What is wrong at each field, where the server said so. */
export function fieldsOf(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof Refused)) return {};
  const { fields } = error.details as { fields?: Record<string, string> };
  return fields ?? {};
}

export type Person = BylineRow;
