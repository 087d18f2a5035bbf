import { useState } from 'react';
import type { MergedReply, SectionRow } from '../../shapes/labels.ts';
import { ask } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { Select } from '../parts/field.tsx';
import { Problem, Waiting } from '../parts/states.tsx';
import { say, sayProblem } from '../parts/toast.tsx';
import { useChange, useSections } from './data.ts';
import { moved, RowActs } from './links-field.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { t } from './messages.ts';
import { SectionDialog } from './section-dialog.tsx';

const KEYS = [['sections'], ['redirects']] as const;
type Placed = SectionRow & { depth: number };

/** The paper's sections as a tree in its order. */
export function SectionsPage() {
  const { data, error, refetch } = useSections();
  const [edited, setEdited] = useState<SectionRow | 'new' | null>(null);
  const [merged, setMerged] = useState<SectionRow | null>(null);
  const order = useChange(
    (sections: readonly SectionRow[]) =>
      ask('PUT', '/sections/order', { order: sections.map(({ id, parent }) => ({ id, parent })) }),
    KEYS,
  );
  if (error) return <Problem error={error} again={() => void refetch()} />;
  if (!data) return <Waiting />;
  const tree = flatten(data.sections);
  const move = (section: SectionRow, by: -1 | 1) =>
    order.mutate(movedAmongSiblings(data.sections, section, by), { onError: sayProblem });
  return (
    <>
      <p className="lead">{t('sectionsNote')}</p>
      <ul className="tree">
        {tree.map((section) => {
          const siblings = tree.filter(({ parent }) => parent === section.parent);
          const at = siblings.findIndex(({ id }) => id === section.id);
          return (
            <li key={section.id} style={{ paddingInlineStart: `${section.depth * 24}px` }}>
              <span className="tree-name">
                <strong>{section.name}</strong> <span className="soft">/{section.slug}</span>
              </span>
              <span className="soft figures">{t('stories', { count: section.stories })}</span>
              <div className="row-acts">
                <RowActs
                  of={section.name}
                  at={at}
                  count={siblings.length}
                  isDisabled={order.isPending}
                  onMove={(from, to) => move(section, to > from ? 1 : -1)}
                />
                <Button
                  tone="quiet"
                  aria-label={`${t('edit')}: ${section.name}`}
                  onPress={() => setEdited(section)}
                >
                  {t('edit')}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
      <Button onPress={() => setEdited('new')}>{t('addSection')}</Button>
      {edited && (
        <SectionDialog
          section={edited === 'new' ? null : edited}
          sections={tree}
          onClose={() => setEdited(null)}
          onMerge={(section) => {
            setEdited(null);
            setMerged(section);
          }}
        />
      )}
      {merged && <MergeSection from={merged} sections={tree} onClose={() => setMerged(null)} />}
    </>
  );
}

function MergeSection({
  from,
  sections,
  onClose,
}: {
  from: SectionRow;
  sections: readonly Placed[];
  onClose(): void;
}) {
  const merge = useChange(
    (into: SectionRow) => ask<MergedReply>('POST', `/sections/${from.id}/merge`, { into: into.id }),
    KEYS,
  );
  const others = sections.filter(({ id }) => id !== from.id && !isBelow(sections, id, from.id));
  return (
    <MergeDialog<SectionRow>
      from={from}
      onClose={onClose}
      choose={(chosen, onChoose) => (
        <Select
          label={t('mergeInto')}
          options={others.map(({ id, name, slug }) => ({ value: String(id), says: name, hint: `/${slug}` }))}
          value={chosen ? String(chosen.id) : null}
          onChange={(id) => onChoose(others.find((one) => one.id === Number(id)) ?? null)}
        />
      )}
      says={(into) =>
        t('mergeSection', {
          count: from.stories,
          from: from.name,
          into: into.name,
          slug: from.slug,
          intoSlug: into.slug,
        })
      }
      onMerge={async (into) => {
        await merge.mutateAsync(into);
        say(t('merged', { from: from.name, into: into.name }));
      }}
    />
  );
}

/** Parents before what stands below them, in the paper's order. */
function flatten(sections: readonly SectionRow[], parent: number | null = null, depth = 0): Placed[] {
  return sections
    .filter((section) => section.parent === parent)
    .flatMap((section) => [{ ...section, depth }, ...flatten(sections, section.id, depth + 1)]);
}

function movedAmongSiblings(sections: readonly SectionRow[], section: SectionRow, by: -1 | 1): SectionRow[] {
  const siblings = sections.filter(({ parent }) => parent === section.parent);
  const at = siblings.findIndex(({ id }) => id === section.id);
  const ordered = moved(siblings, at, at + by);
  const others = sections.filter(({ parent }) => parent !== section.parent);
  return flatten([...ordered, ...others]);
}

function isBelow(sections: readonly SectionRow[], id: number, above: number): boolean {
  const parent = sections.find((section) => section.id === id)?.parent ?? null;
  return parent !== null && (parent === above || isBelow(sections, parent, above));
}
