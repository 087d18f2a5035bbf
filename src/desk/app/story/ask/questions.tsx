import { useQueries } from '@tanstack/react-query';
import type { Editor } from '@tiptap/core';
import { headlineOf } from '../surroundings.ts';
import type { Question } from '../typing/element-list.ts';
import { type NewElement, place } from '../typing/elements.ts';
import { AskEmbed } from './ask-embed.tsx';
import { AskLink } from './ask-link.tsx';
import { AskPicture, type Chosen } from './ask-picture.tsx';
import { AskStories } from './ask-stories.tsx';

/** pos  of the element that is to be changed; null where a new one is placed. */
export type Asking = { readonly what: Question | 'link'; readonly pos: number | null };

/** The dialogue that an element wants before it is placed or changed. */
export function Questions({
  editor,
  story,
  asking,
  onClose,
}: {
  editor: Editor;
  story: number;
  asking: Asking;
  onClose: () => void;
}) {
  const { what, pos } = asking;
  const put = (element: NewElement) => {
    place(element)(editor.state, (tr) => editor.view.dispatch(tr));
    onClose();
    editor.commands.focus();
  };
  const change = (attrs: Record<string, unknown>) => {
    const { tr } = editor.state;
    if (pos !== null && tr.doc.nodeAt(pos)) {
      for (const [name, value] of Object.entries(attrs)) tr.setNodeAttribute(pos, name, value);
    }
    editor.view.dispatch(tr);
    onClose();
  };
  switch (what) {
    case 'link':
      return <AskLink editor={editor} onClose={onClose} />;
    case 'embed':
      return (
        <AskEmbed
          onClose={onClose}
          onPlace={(url) =>
            put({ type: 'embed', attrs: { url, provider: new URL(url).host.replace(/^www\./, '') } })
          }
        />
      );
    case 'alsoRead':
      return (
        <AskNamedStories
          stories={pos === null ? [] : ((editor.state.doc.nodeAt(pos)?.attrs.stories as number[]) ?? [])}
          own={story}
          onClose={onClose}
          onPlace={(stories) =>
            pos === null ? put({ type: 'alsoRead', attrs: { stories } }) : change({ stories })
          }
        />
      );
    default:
      return (
        <AskPicture
          onClose={onClose}
          onChoose={(chosen) => {
            const { media, src, alt, credit } = chosen;
            if (pos !== null) change({ media, src, alt, credit });
            else
              put(what === 'gallery' ? { type: 'gallery', content: [pictureOf(chosen)] } : pictureOf(chosen));
          }}
        />
      );
  }
}

/** The library's words come along: caption, credit and alternative text may then be changed for this story. */
function pictureOf({ media, src, alt, credit, caption }: Chosen): NewElement {
  return {
    type: 'picture',
    attrs: { media, src, alt, credit },
    content: caption ? [{ type: 'text', text: caption }] : [],
  };
}

function AskNamedStories({
  stories,
  ...props
}: {
  stories: readonly number[];
  own: number;
  onPlace: (stories: number[]) => void;
  onClose: () => void;
}) {
  const named = useQueries({
    queries: stories.map((id) => ({ queryKey: ['headline', id], queryFn: () => headlineOf(id) })),
  });
  if (named.some(({ isPending }) => isPending)) return null;
  const start = stories.map((id, at) => ({ id, name: named[at]?.data ?? `#${id}` }));
  return <AskStories start={start} {...props} />;
}
