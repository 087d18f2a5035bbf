import type { ListsFrame } from '../../shapes/lists.ts';
import { Button } from '../parts/button.tsx';
import { Menu } from '../parts/menu.tsx';
import { t } from './messages.ts';
import { usePlans } from './plan.ts';

/** What can be done with the stories that are selected. */
export function SelectionBar({
  ids,
  frame,
  onPlan,
  onClosed,
  onClear,
}: {
  ids: readonly number[];
  frame: ListsFrame | undefined;
  onPlan(isMove: boolean): void;
  onClosed(story: number): void;
  onClear(): void;
}) {
  const plans = usePlans();
  const people = (frame?.people ?? []).filter(({ active }) => active);
  const assign = (assignee: number | null) => {
    const wanted = ids.map((story) => ({ story, change: { assignee: assignee as never } }));
    void plans(wanted, (count) => t('planned', { count })).then(onClear);
  };
  const move = (stage: { slug: string; name: string }) => {
    const wanted = ids.map((story) => ({ story, change: { stage: stage.slug } }));
    void plans(wanted, (count) => t('moved', { count, stage: stage.name })).then(onClear);
  };
  const done = { slug: 'out', name: t('done') };
  return (
    <div className="selection-bar" role="toolbar" aria-label={t('selected', { count: ids.length })}>
      <span className="figures" role="status">
        {t('selected', { count: ids.length })}
      </span>
      <Menu
        label={t('moveTo')}
        tone="plain"
        entries={[...(frame?.stages ?? []), done].map((stage) => ({
          id: stage.slug,
          says: stage.name,
          run: () => move(stage),
        }))}
      />
      <Menu
        label={t('assignTo')}
        tone="plain"
        entries={[
          { id: 'nobody', says: t('nobody'), run: () => assign(null) },
          ...people.map(({ id, name }) => ({ id: String(id), says: name, run: () => assign(id) })),
        ]}
      />
      <Button onPress={() => onPlan(false)}>{t('plan')}</Button>
      {ids.length === 1 && <Button onPress={() => onClosed(ids[0] ?? 0)}>{t('closeTo')}</Button>}
      <Button tone="quiet" onPress={onClear}>
        {t('clearSelection')}
      </Button>
    </div>
  );
}
