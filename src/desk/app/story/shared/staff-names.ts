import { useQuery } from '@tanstack/react-query';
import { get } from '../../api.ts';
import { useMe } from '../../me.ts';
import { t } from '../messages.ts';
import type { Found } from './find.ts';

/** Names of the people at the desk by id, for suggestions and notes. Nobody's name is kept in the document itself. */
export function useNames(): (id: number) => string {
  const me = useMe();
  const { data } = useQuery({
    queryKey: ['staff-names'],
    queryFn: () => get<{ found: Found[] }>('/find?kind=staff&q='),
    staleTime: 600_000,
  });
  return (id) => (id === me.id ? me.name : (data?.found.find((one) => one.id === id)?.name ?? t('somebody')));
}
