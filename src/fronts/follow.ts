/**
 * How a draft keeps up with what is up. After a launch, a breaking story or a restore, what nobody has touched in the
 * draft becomes what is up now; what somebody works on stays, and shows that it was made from an earlier version.
 */
import { type Container, type FrontDraft, isSame, most, ORDER, type Up } from './front.ts';
import { joinOrders } from './launch.ts';

/**
 * The draft after what is up went from `before` to `after`.
 *
 * bases  of the draft that was launched, where `after` is a launch: what has not been made from another version since
 *        then is made from `after` now, whatever was typed in between
 */
export function followUp(draft: FrontDraft, before: Up, after: Up, bases?: FrontDraft['bases']): FrontDraft {
  const ids = [...new Set([...before.containers, ...after.containers].map(({ id }) => id))];
  const changed = ids.filter((id) => !isSame(find(before.containers, id), find(after.containers, id)));
  let next = draft;
  for (const id of changed) next = followContainer(next, before, after, id, bases);
  return followOrder(next, before, after, bases);
}

function followContainer(
  draft: FrontDraft,
  before: Up,
  after: Up,
  id: string,
  bases: FrontDraft['bases'] | undefined,
): FrontDraft {
  const [ours, was, is] = [draft, before, after].map(({ containers }) => find(containers, id));
  const launchedFrom =
    bases !== undefined && bases[id] === draft.bases[id] && after.since[id]?.version === after.version;
  if (isSame(ours, is) || (launchedFrom && ours && is)) return based(draft, after, id);
  const containers = isSame(ours, was) ? putAs(draft.containers, after.containers, id) : undefined;
  if (containers) return based({ ...draft, containers }, after, id);
  return is ? withBreaking(draft, { ours, was, is }, before, after) : draft;
}

/** A card that was put first in what is up, and nothing else, is put first in the draft too: nobody launches it away. */
function withBreaking(
  draft: FrontDraft,
  { ours, was, is }: { ours: Container | undefined; was: Container | undefined; is: Container },
  before: Up,
  after: Up,
): FrontDraft {
  const [first, ...others] = is.cards;
  if (!ours || !was || !first) return draft;
  const known = new Set([...was.cards, ...ours.cards].map(({ id }) => id));
  const onlyPlaced = !known.has(first.id) && isSame(others, was.cards.slice(0, most.cards - 1));
  if (!onlyPlaced || !isSame({ ...is, cards: [] }, { ...was, cards: [] })) return draft;
  const cards = [first, ...ours.cards.filter(({ story }) => story !== first.story)].slice(0, most.cards);
  const containers = draft.containers.map((one) => (one.id === is.id ? { ...ours, cards } : one));
  const wasKnown = (draft.bases[is.id] ?? 0) >= (before.since[is.id]?.version ?? 0);
  return wasKnown ? based({ ...draft, containers }, after, is.id) : { ...draft, containers };
}

function followOrder(
  draft: FrontDraft,
  before: Up,
  after: Up,
  bases: FrontDraft['bases'] | undefined,
): FrontDraft {
  const [ours, was, is] = [draft, before, after].map(({ containers }) => containers.map(({ id }) => id)) as [
    string[],
    string[],
    string[],
  ];
  const shared = (list: string[], other: string[]) => list.filter((id) => other.includes(id));
  if (isSame(shared(ours, is), shared(is, ours))) return based(draft, after, ORDER);
  const launchedFrom =
    bases !== undefined &&
    bases[ORDER] === draft.bases[ORDER] &&
    after.since[ORDER]?.version === after.version;
  if (launchedFrom) return based(draft, after, ORDER);
  if (!isSame(shared(ours, was), shared(was, ours))) return draft;
  const order = joinOrders(shared(is, ours), ours);
  const containers = order.flatMap((id) => find(draft.containers, id) ?? []);
  return based({ ...draft, containers }, after, ORDER);
}

/** The list with this container as it is in `from`: replaced, put in behind its neighbour there, or taken out. */
function putAs(
  containers: readonly Container[],
  from: readonly Container[],
  id: string,
): readonly Container[] {
  const fresh = find(from, id);
  if (!fresh) return containers.filter((one) => one.id !== id);
  if (find(containers, id)) return containers.map((one) => (one.id === id ? fresh : one));
  const order = joinOrders(
    containers.map((one) => one.id),
    from.map((one) => one.id).filter((one) => one === id || find(containers, one)),
  );
  return order.flatMap((one) => (one === id ? fresh : (find(containers, one) ?? [])));
}

function based(draft: FrontDraft, after: Up, id: string): FrontDraft {
  const there = id === ORDER || find(after.containers, id);
  const { [id]: _, ...others } = draft.bases;
  return { ...draft, bases: there ? { ...others, [id]: after.version } : others };
}

function find(containers: readonly Container[], id: string): Container | undefined {
  return containers.find((one) => one.id === id);
}
