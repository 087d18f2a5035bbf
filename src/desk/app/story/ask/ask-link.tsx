import type { Editor } from '@tiptap/core';
import { useState } from 'react';
import { cleanLink } from '#stories/document.js';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { t } from '../messages.ts';
import { useFind } from '../together/find.ts';

/** Where the selected words lead: an address, or one of our own stories, found by words of its headline. */
export function AskLink({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const now = editor.getAttributes('link') as { href?: string; story?: number | null };
  const [words, setWords] = useState(now.href ?? '');
  const [problem, setProblem] = useState(false);
  const { found } = useFind('story', isAddress(words) ? '' : words);
  const set = (attrs: { href: string; story: number | null } | null) => {
    const chain = editor.chain().focus().extendMarkRange('link');
    if (attrs) chain.setMark('link', attrs).run();
    else chain.unsetMark('link').run();
    onClose();
  };
  const done = () => {
    const href = cleanLink(completed(words.trim()));
    if (href && isAddress(words)) set({ href, story: null });
    else setProblem(true);
  };
  return (
    <Dialog
      title={t('linkTitle')}
      isOpen
      onClose={onClose}
      footer={
        <>
          {now.href !== undefined && <Button onPress={() => set(null)}>{t('removeLink')}</Button>}
          <Button tone="main" onPress={done}>
            {t('link')}
          </Button>
        </>
      }
    >
      <div className="chooser">
        <input
          type="text"
          autoFocus
          aria-label={t('linkAddress')}
          placeholder={t('linkAddress')}
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
            setProblem(false);
          }}
          onKeyDown={(event) => event.key === 'Enter' && done()}
        />
        {problem && (
          <p className="problem" role="alert">
            {t('linkWrong')}
          </p>
        )}
        <ul className="options">
          {found.map(({ id, name, says }) => (
            <li key={id}>
              <button type="button" className="option" onClick={() => set({ href: '', story: id })}>
                {name} {says && <small>{says}</small>}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

function isAddress(words: string): boolean {
  return (
    /^(https?:|mailto:|tel:|\/|#)/i.test(words.trim()) ||
    /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(words.trim()) ||
    words.includes('@')
  );
}

/** An address as people type it. */
function completed(words: string): string {
  if (/^(https?:|mailto:|tel:|\/|#)/i.test(words)) return words;
  return words.includes('@') ? `mailto:${words}` : `https://${words}`;
}
