/**
 * A front's draft as a shared document, in which several editors work at once.
 *
 * `containers` and `cards` are flat maps by id, each entry a map of fields. Where a container or a card stands is one
 * value (`at`, or `place` with its container), so that two who move the same card end with one card at one place, and
 * two who put cards at the same place end with both. `bases` says from which version each container was made.
 * What stands in the document is read as if a stranger had written it: every field is checked.
 */
import * as Y from 'yjs';
import { between, isPlaceText } from './between.ts';
import { type Container, type FrontCard, type FrontDraft, isPlaceId, isSame, most, ORDER } from './front.ts';
import { readCard, readContainer } from './read-front.ts';

type Entry = Y.Map<unknown>;
type Place = { readonly in: string; readonly at: string };

/** What may be changed of a container, or of a card, field by field. */
export type ContainerChange = Partial<Pick<Container, 'layout' | 'title' | 'rule' | 'limit'>>;
export type CardChange = Partial<Omit<FrontCard, 'id' | 'story' | 'href'>> & { readonly href?: string };

/** Where a card is to be put: in a container, before the card that stands there at this moment, or at its end. */
export type Spot = { readonly container: string; readonly before: string | null };

/** The draft as it stands in the document. */
export function draftOfDoc(doc: Y.Doc): FrontDraft {
  const containers = orderedContainers(doc).slice(0, most.containers);
  const known = new Set(containers.map(({ id }) => id));
  const cards = orderedCards(doc);
  return {
    containers: containers.map((container) => ({
      ...container,
      cards: cards.filter(({ place }) => place.in === container.id).map(({ card }) => card),
    })),
    aside: cards.filter(({ place }) => !known.has(place.in)).map(({ card }) => card),
    bases: basesOf(doc),
  };
}

/** The state of a new document that holds this draft. */
export function docOfDraft(draft: FrontDraft): Uint8Array {
  const doc = new Y.Doc();
  applyDraft(doc, draft);
  return Y.encodeStateAsUpdate(doc);
}

/** Makes the document hold this draft; what is the same already is not touched, so that others' typing stays. */
export function applyDraft(doc: Y.Doc, draft: FrontDraft): void {
  doc.transact(() => {
    const now = draftOfDoc(doc);
    const wanted = new Map(draft.containers.map((container) => [container.id, container]));
    for (const { id } of now.containers) if (!wanted.has(id)) containersOf(doc).delete(id);
    const cards = new Set([
      ...draft.containers.flatMap((container) => container.cards.map(({ id }) => id)),
      ...draft.aside.map(({ id }) => id),
    ]);
    for (const id of cardsOf(doc).keys()) if (!cards.has(id)) cardsOf(doc).delete(id);
    putInOrder(doc, draft.containers);
    for (const container of draft.containers) putCards(doc, container.id, container.cards);
    for (const [id, version] of Object.entries(draft.bases)) setBase(doc, id, version);
    for (const id of Object.keys(now.bases)) if (!(id in draft.bases)) setBase(doc, id, null);
  });
}

/** Puts a new container before another one, or at the end. Its cards come with it. */
export function addContainer(doc: Y.Doc, container: Container, before: string | null): void {
  doc.transact(() => {
    writeEntry(containersOf(doc), container.id, { ...fieldsOf(container), at: spotAmong(doc, before, null) });
    putCards(doc, container.id, container.cards);
  });
}

export function changeContainer(doc: Y.Doc, id: string, change: ContainerChange): void {
  const entry = containersOf(doc).get(id);
  if (entry) writeFields(doc, entry, change);
}

export function moveContainer(doc: Y.Doc, id: string, before: string | null): void {
  const entry = containersOf(doc).get(id);
  if (entry && before !== id) entry.set('at', spotAmong(doc, before, id));
}

/** Takes a container away with the cards that stand in it now; one that a colleague puts in meanwhile is set aside. */
export function removeContainer(doc: Y.Doc, id: string): void {
  doc.transact(() => {
    for (const { card, place } of orderedCards(doc)) if (place.in === id) cardsOf(doc).delete(card.id);
    containersOf(doc).delete(id);
  });
}

/** Places a card. A story that stands in this container already is moved and not doubled. */
export function placeCard(doc: Y.Doc, card: FrontCard, spot: Spot): void {
  const there = orderedCards(doc).find(
    (other) => other.place.in === spot.container && card.story !== null && other.card.story === card.story,
  );
  if (there) moveCard(doc, there.card.id, spot);
  else {
    const { id, ...fields } = card;
    writeEntry(cardsOf(doc), id, { ...fields, place: spotIn(doc, spot, id) });
  }
}

export function moveCard(doc: Y.Doc, id: string, spot: Spot): void {
  const entry = cardsOf(doc).get(id);
  if (entry && spot.before !== id) entry.set('place', spotIn(doc, spot, id));
}

export function changeCard(doc: Y.Doc, id: string, change: CardChange): void {
  const entry = cardsOf(doc).get(id);
  if (entry) writeFields(doc, entry, change);
}

export function removeCard(doc: Y.Doc, id: string): void {
  cardsOf(doc).delete(id);
}

/** Says from which version a container is made; null makes it one that was never up. */
export function setBase(doc: Y.Doc, id: string, version: number | null): void {
  const bases = doc.getMap('bases');
  if (version === null) bases.delete(id);
  else if (bases.get(id) !== version) bases.set(id, version);
}

/** Takes over what is up in one container, or its absence. */
export function takeOver(doc: Y.Doc, id: string, up: { container: Container | null; version: number }): void {
  doc.transact(() => {
    if (up.container) {
      if (!containersOf(doc).has(id)) addContainer(doc, { ...up.container, cards: [] }, null);
      changeContainer(doc, id, fieldsOf(up.container));
      putCards(doc, id, up.container.cards);
    } else removeContainer(doc, id);
    setBase(doc, id, up.container ? up.version : null);
  });
}

function fieldsOf({ layout, title, rule, limit }: Container): Required<ContainerChange> {
  return { layout, title, rule, limit };
}

function containersOf(doc: Y.Doc): Y.Map<Entry> {
  return doc.getMap('containers');
}

function cardsOf(doc: Y.Doc): Y.Map<Entry> {
  return doc.getMap('cards');
}

function writeEntry(map: Y.Map<Entry>, id: string, fields: object): void {
  map.set(id, new Y.Map<unknown>(Object.entries(fields)));
}

function writeFields(doc: Y.Doc, entry: Entry, fields: object): void {
  doc.transact(() => {
    for (const [name, value] of Object.entries(fields))
      if (!isSame(entry.get(name) ?? null, value ?? null)) entry.set(name, value);
  });
}

type PlacedContainer = { container: Container; at: string };
type PlacedCard = { card: FrontCard; place: Place };

function placedContainers(doc: Y.Doc): PlacedContainer[] {
  const found = [...containersOf(doc)].flatMap(([id, entry]) => {
    if (!(entry instanceof Y.Map)) return [];
    const container = readContainer({ ...entry.toJSON(), id, cards: [] });
    const at = entry.get('at');
    return container ? [{ container, at: isPlaceText(at) ? at : 'z' }] : [];
  });
  return found.sort((one, two) => compare(one.at, two.at) || compare(one.container.id, two.container.id));
}

function orderedContainers(doc: Y.Doc): Container[] {
  return placedContainers(doc).map(({ container }) => container);
}

function orderedCards(doc: Y.Doc): PlacedCard[] {
  const found = [...cardsOf(doc)].flatMap(([id, entry]) => {
    if (!(entry instanceof Y.Map)) return [];
    const card = readCard({ ...entry.toJSON(), id });
    return card ? [{ card, place: placeOf(entry.get('place')) }] : [];
  });
  return found.sort((one, two) => compare(one.place.at, two.place.at) || compare(one.card.id, two.card.id));
}

function placeOf(raw: unknown): Place {
  const { in: container, at } = (raw ?? {}) as Partial<Place>;
  return { in: isPlaceId(container) ? container : '', at: isPlaceText(at) ? at : 'z' };
}

/** Where to stand among the containers, oneself not counted. */
function spotAmong(doc: Y.Doc, before: string | null, self: string | null): string {
  const others = placedContainers(doc).filter(({ container }) => container.id !== self);
  return placeBefore(
    others.map(({ container, at }) => ({ id: container.id, at })),
    before,
  );
}

function spotIn(doc: Y.Doc, { container, before }: Spot, self: string): Place {
  const others = orderedCards(doc).filter(({ card, place }) => place.in === container && card.id !== self);
  const at = placeBefore(
    others.map(({ card, place }) => ({ id: card.id, at: place.at })),
    before,
  );
  return { in: container, at };
}

function placeBefore(list: readonly { id: string; at: string }[], before: string | null): string {
  const found = before === null ? -1 : list.findIndex(({ id }) => id === before);
  const next = found < 0 ? list.length : found;
  return between(list[next - 1]?.at ?? '', list[next]?.at ?? null);
}

/** Gives the containers this order and these fields, moving as few as need be. */
function putInOrder(doc: Y.Doc, containers: readonly Container[]): void {
  for (const [index, container] of containers.entries()) {
    const entry = containersOf(doc).get(container.id);
    const now = placedContainers(doc).filter(({ container: { id } }) => id !== container.id);
    const at = placeAfter(
      now.map(({ container: { id }, at: place }) => ({ id, at: place })),
      containers[index - 1]?.id,
    );
    if (!(entry instanceof Y.Map))
      writeEntry(containersOf(doc), container.id, { ...fieldsOf(container), at });
    else {
      writeFields(doc, entry, fieldsOf(container));
      const before = orderedContainers(doc);
      const stands = before[before.findIndex(({ id }) => id === container.id) - 1]?.id;
      if (stands !== containers[index - 1]?.id) entry.set('at', at);
    }
  }
}

function putCards(doc: Y.Doc, container: string, cards: readonly FrontCard[]): void {
  const wanted = new Set(cards.map(({ id }) => id));
  for (const { card, place } of orderedCards(doc))
    if (place.in === container && !wanted.has(card.id)) cardsOf(doc).delete(card.id);
  for (const [index, { id, ...fields }] of cards.entries()) {
    const there = orderedCards(doc).filter(({ place }) => place.in === container);
    const previous = cards[index - 1]?.id;
    const stands = there.findIndex(({ card }) => card.id === id);
    const others = there.filter(({ card }) => card.id !== id);
    const at = placeAfter(
      others.map(({ card, place }) => ({ id: card.id, at: place.at })),
      previous,
    );
    const entry = cardsOf(doc).get(id);
    if (!(entry instanceof Y.Map)) writeEntry(cardsOf(doc), id, { ...fields, place: { in: container, at } });
    else {
      writeFields(doc, entry, fields);
      if (stands < 0 || there[stands - 1]?.card.id !== previous) entry.set('place', { in: container, at });
    }
  }
}

function placeAfter(list: readonly { id: string; at: string }[], previous: string | undefined): string {
  const found = previous === undefined ? -1 : list.findIndex(({ id }) => id === previous);
  return between(list[found]?.at ?? '', list[found + 1]?.at ?? null);
}

function basesOf(doc: Y.Doc): Record<string, number> {
  const entries = [...doc.getMap('bases')].filter(
    (entry): entry is [string, number] =>
      (isPlaceId(entry[0]) || entry[0] === ORDER) && Number.isSafeInteger(entry[1]),
  );
  return Object.fromEntries(entries);
}

/** Everybody sees the same order: by code unit, whatever the language of the browser. */
function compare(one: string, two: string): number {
  return one < two ? -1 : one > two ? 1 : 0;
}
