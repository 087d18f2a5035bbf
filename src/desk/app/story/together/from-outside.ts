import { useHolds } from '../../me.ts';

/** Writers from outside set neither access nor addresses nor the premium cut; the newsroom does. */
export function useIsFromOutside(): boolean {
  const holds = useHolds();
  return !holds('read-unpublished') && !holds('publish');
}
