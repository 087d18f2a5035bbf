/** One front open at this desk: its draft in the shared document, and what stands around it on the server. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { type Doc, UndoManager } from 'yjs';
import type { Container, FrontCard, FrontDraft } from '#fronts/front.js';
import { newPlaceId } from '#fronts/front.js';
import { draftOfDoc } from '#fronts/front-document.js';
import { type Plan, planLaunch, type Wish } from '#fronts/launch.js';
import type { FilledReply, FrontReply, PlacedStory } from '../../shapes/fronts.ts';
import { ask, get } from '../api.ts';
import { useNews } from '../news.ts';

/** Our own changes are known by it: undo takes back these and no colleague's. */
export const OURS = 'ours';

export type OpenFront = {
  readonly facts: FrontReply;
  readonly draft: FrontDraft;
  readonly wish: Wish;
  readonly plan: Plan;
  readonly filled: FilledReply | undefined;
  readonly stories: ReadonlyMap<number, PlacedStory>;
  readonly mayArrange: boolean;
  /** Changes the draft, as one step of undo. */
  readonly change: (work: (doc: Doc) => void) => void;
  readonly undo: UndoManager;
};

export function frontKey(id: number) {
  return ['front', id] as const;
}

/** What the server knows of a front, kept fresh by news. */
export function useFrontFacts(id: number) {
  const client = useQueryClient();
  const refresh = () => void client.invalidateQueries({ queryKey: frontKey(id) });
  useNews(['front.'], ({ subject }) => (subject === id ? refresh() : undefined), refresh);
  useNews(
    ['story.', 'topics.', 'sections.'],
    () => void client.invalidateQueries({ queryKey: ['filled', id] }),
  );
  return useQuery({ queryKey: frontKey(id), queryFn: () => get<FrontReply>(`/fronts/${id}`) });
}

/** The draft as it stands in the document, drawn anew with every change. */
export function useDraft(doc: Doc): FrontDraft {
  const [draft, setDraft] = useState(() => draftOfDoc(doc));
  useEffect(() => {
    const read = () => setDraft(draftOfDoc(doc));
    read();
    doc.on('update', read);
    return () => doc.off('update', read);
  }, [doc]);
  return draft;
}

/** Takes back one's own changes of this sitting. */
export function useUndo(doc: Doc): UndoManager {
  const undo = useMemo(
    () =>
      new UndoManager([doc.getMap('containers'), doc.getMap('cards')], {
        trackedOrigins: new Set([OURS]),
        captureTimeout: 300,
      }),
    [doc],
  );
  useEffect(() => () => undo.destroy(), [undo]);
  return undo;
}

export function useOpenFront(doc: Doc, facts: FrontReply, mayWrite: boolean): OpenFront {
  const draft = useDraft(doc);
  const undo = useUndo(doc);
  const filled = useFilled(facts.id, draft);
  const { up } = facts;
  const known = useKeptStories(filled);
  return useMemo(() => {
    const wish: Wish = { containers: draft.containers, bases: draft.bases, carries: null, after: [] };
    return {
      ...{ facts, draft, filled, undo, wish, stories: known },
      plan: planLaunch(up, wish),
      mayArrange: facts.mayArrange && mayWrite,
      change: (work: (doc: Doc) => void) => doc.transact(() => work(doc), OURS),
    };
  }, [facts, up, draft, filled, known, undo, doc, mayWrite]);
}

/** What would stand where now, by the server's search; the last answer stays while the next is asked for. */
function useFilled(id: number, draft: FrontDraft): FilledReply | undefined {
  const containers = useDeferredValue(draft.containers);
  const aside = useDeferredValue(draft.aside);
  const asked = useMemo(() => JSON.stringify([containers, aside]), [containers, aside]);
  const { data } = useQuery({
    queryKey: ['filled', id, asked],
    queryFn: ({ signal }) => {
      const besides = { id: 'aside000', layout: 'list', title: '', rule: null, limit: 30, cards: aside };
      const all = aside.length > 0 ? [...containers, besides] : containers;
      return ask<FilledReply>('POST', `/fronts/${id}/filled`, { containers: all }, { signal });
    },
    placeholderData: (before) => before,
  });
  return data;
}

/** Stories once known stay known while the next answer is under way. */
function useKeptStories(filled: FilledReply | undefined): ReadonlyMap<number, PlacedStory> {
  const kept = useRef<ReadonlyMap<number, PlacedStory>>(new Map());
  return useMemo(() => {
    if (filled) kept.current = new Map(filled.stories.map((story) => [story.id, story]));
    return kept.current;
  }, [filled]);
}

export function newId(): string {
  return newPlaceId(() => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 4_294_967_296);
}

/** What a card is called in lists and by those who hear the page. */
export function cardName(card: FrontCard, stories: ReadonlyMap<number, PlacedStory>): string {
  const story = card.story === null ? undefined : stories.get(card.story);
  return card.headline || (story?.shown ?? story?.headline) || card.href;
}

export function findContainer(draft: FrontDraft, id: string): Container | undefined {
  return draft.containers.find((one) => one.id === id);
}
