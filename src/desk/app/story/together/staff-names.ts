import { useQuery } from '@tanstack/react-query';
import type { ListsFrame } from '../../../shapes/lists.ts';
import { get } from '../../api.ts';
import { useMe } from '../../me.ts';
import { t } from '../messages.ts';

/** Sections, people and stages of the paper, as the lists ask for them too. */
export function useFrame(): ListsFrame | undefined {
  return useQuery({ queryKey: ['lists', 'frame'], queryFn: () => get<ListsFrame>('/lists/frame') }).data;
}

/** Names of the people at the desk by id, for suggestions and notes. Nobody's name is kept in the document itself. */
export function useNames(): (id: number) => string {
  const me = useMe();
  const frame = useFrame();
  return (id) =>
    id === me.id ? me.name : (frame?.people.find((one) => one.id === id)?.name ?? t('somebody'));
}
