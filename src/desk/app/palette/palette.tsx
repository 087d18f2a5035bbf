import './palette.css';
import { useQuery } from '@tanstack/react-query';
import { createElement, type KeyboardEvent, type ReactNode, useDeferredValue, useState } from 'react';
import {
  Autocomplete,
  Collection,
  Dialog,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
  SearchField,
  Text,
} from 'react-aria-components';
import { useLocation } from 'wouter';
import type { Found, FoundReply } from '../../shapes/lists.ts';
import { get } from '../api.ts';
import { type Command, useAllCommands, useCommands, wordKeys } from '../commands.ts';
import { useMe } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { wordTime } from '../parts/times.tsx';
import { t } from './messages.ts';

const MOST_COMMANDS = 6;
const kinds = ['story', 'staff', 'topic', 'byline', 'section'] as const;

type Entry = { id: string; name: string; says: string; keys?: string; run(): void };
type Group = { id: string; name: string; entries: Entry[] };

/** One field that finds any story, person, topic or section, and does any command of the screen one is on. */
export function Palette() {
  const [isOpen, setOpen] = useState(false);
  useCommands([
    { id: 'palette', name: t('title'), group: t('everywhere'), keys: 'Mod+K', run: () => setOpen(true) },
  ]);
  return (
    <>
      <Button tone="quiet" className="find" onPress={() => setOpen(true)}>
        {t('title')} <kbd>{wordKeys('Mod+K')}</kbd>
      </Button>
      <ModalOverlay className="veil" isOpen={isOpen} onOpenChange={setOpen} isDismissable>
        <Modal className="modal medium palette">
          <Dialog className="dialog" aria-label={t('title')}>
            <ClosedByEscape onClose={() => setOpen(false)}>
              <Finder onClose={() => setOpen(false)} />
            </ClosedByEscape>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </>
  );
}

/** A search field would take the first Escape to empty itself; here one press goes back to work. */
function ClosedByEscape({ onClose, children }: { onClose(): void; children: ReactNode }) {
  const hear = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  return createElement('div', { className: 'palette-inside', onKeyDownCapture: hear }, children);
}

function Finder({ onClose }: { onClose(): void }) {
  const [typed, setTyped] = useState('');
  const { groups, isSettled } = useGroups(typed);
  const run = (id: unknown) => {
    const entry = groups.flatMap(({ entries }) => entries).find((one) => one.id === id);
    onClose();
    // After the dialogue has given the focus back, so that what it opens keeps it.
    if (entry) setTimeout(entry.run);
  };
  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      <SearchField aria-label={t('title')} autoFocus className="field search">
        <Input placeholder={t('hint')} />
      </SearchField>
      <ListBox
        aria-label={t('title')}
        items={groups}
        className="options"
        onAction={run}
        shouldFocusWrap
        renderEmptyState={() => (isSettled ? <p className="nothing">{t('nothing')}</p> : null)}
      >
        {(group) => (
          <ListBoxSection id={group.id}>
            <Header>{group.name}</Header>
            <Collection items={group.entries}>
              {(entry) => (
                <ListBoxItem id={entry.id} textValue={entry.name} className="option">
                  <Text slot="label" className="both">
                    <span>{entry.name}</span>{' '}
                    {entry.keys ? <kbd>{wordKeys(entry.keys)}</kbd> : <span>{entry.says}</span>}
                  </Text>
                </ListBoxItem>
              )}
            </Collection>
          </ListBoxSection>
        )}
      </ListBox>
    </Autocomplete>
  );
}

function useGroups(typed: string): { groups: Group[]; isSettled: boolean } {
  const words = useDeferredValue(typed.trim());
  const [, go] = useLocation();
  const { zone } = useMe().paper;
  const commands = useAllCommands();
  const { data, isFetching } = useQuery({
    queryKey: ['lists', 'find', words],
    queryFn: ({ signal }) => get<FoundReply>(`/find?q=${encodeURIComponent(words)}`, signal),
    placeholderData: (before) => before,
  });
  const found = data?.found ?? [];
  const groups = kinds.map((kind) => ({
    id: kind,
    name: kind === 'story' && words === '' ? t('lately') : t(kind),
    entries: found.filter((one) => one.kind === kind).map((one) => entryOf(one, zone, go)),
  }));
  const fitting = fittingCommands(commands, words);
  const all = [...groups, { id: 'command', name: t('command'), entries: fitting }];
  return { groups: all.filter(({ entries }) => entries.length > 0), isSettled: !isFetching };
}

function entryOf(found: Found, zone: string, go: (path: string) => void): Entry {
  const { kind, id, name, says, standing, at } = found;
  const when = standing && at ? `${t(standing)}, ${wordTime(at, zone)}` : says;
  return { id: `${kind} ${id}`, name: name || t('noHeadline'), says: when, run: () => go(addressOf(found)) };
}

/** Where something found leads: a story to itself, everything else to the stories of it. */
function addressOf({ kind, id, name }: Found): string {
  if (kind === 'story') return `/stories/${id}`;
  if (kind === 'staff') return `/?list=work&assignee=${id}`;
  if (kind === 'section') return `/?list=archive&section=${id}`;
  return `/?list=archive&${kind}=${id}&of=${encodeURIComponent(name)}`;
}

function fittingCommands(commands: readonly Command[], words: string): Entry[] {
  const plain = words.toLowerCase();
  return commands
    .filter(({ id, name }) => id !== 'palette' && name.toLowerCase().includes(plain))
    .slice(0, words === '' ? 40 : MOST_COMMANDS)
    .map(({ id, name, group, keys, run }) => ({
      id: `command ${id}`,
      name,
      says: group,
      run,
      ...(keys !== undefined && { keys }),
    }));
}
