import type { ListItem, List as ListNode } from '#stories/document.js';
import { type BlockPart, type BodyShared, inside } from './block-props.ts';

export const Paragraph: BlockPart<'paragraph'> = ({ block, body }) =>
  block.content.length === 0 ? null : <p id={block.attrs.id} {...inside(body.inline(block.content))} />;

/** A pause in the text. */
export const Crosshead: BlockPart<'crosshead'> = ({ block, body }) => {
  const first = block.attrs.level === 1 || !body.headings.seenFirst;
  if (block.attrs.level === 1) body.headings.seenFirst = true;
  const Heading = first ? 'h2' : 'h3';
  return <Heading id={block.attrs.id} {...inside(body.inline(block.content))} />;
};

export const List: BlockPart<'list'> = ({ block, body }) => <ListOf list={block} body={body} />;

function ListOf({ list, body }: { list: ListNode; body: BodyShared }) {
  const { id, ordered, start } = list.attrs;
  const items = list.content.map((item) => <Item item={item} body={body} />);
  if (!ordered) {
    return (
      <ul class="list" id={id}>
        {items}
      </ul>
    );
  }
  return (
    <ol class="list" id={id} start={start === 1 ? undefined : start}>
      {items}
    </ol>
  );
}

/** An item of one paragraph is just its words. */
function Item({ item, body }: { item: ListItem; body: BodyShared }) {
  const [only] = item.content;
  if (item.content.length === 1 && only?.type === 'paragraph') {
    return <li id={item.attrs.id} {...inside(body.inline(only.content))} />;
  }
  return (
    <li id={item.attrs.id}>
      {item.content.map((part) =>
        part.type === 'list' ? (
          <ListOf list={part} body={body} />
        ) : (
          <p {...inside(body.inline(part.content))} />
        ),
      )}
    </li>
  );
}

/** Words of somebody set off from the text; who said them stands under it. */
export const Quotation: BlockPart<'quotation'> = ({ block, body }) => {
  const { id, speaker, role } = block.attrs;
  return (
    <figure class="quotation" id={id}>
      <blockquote>
        {block.content.map((paragraph) => (
          <p {...inside(body.inline(paragraph.content))} />
        ))}
      </blockquote>
      {speaker || role ? (
        <figcaption>
          {speaker ? <b>{speaker}</b> : null}
          {speaker && role ? ', ' : null}
          {role}
        </figcaption>
      ) : null}
    </figure>
  );
};

/** A line of the story repeated large. */
export const PullQuote: BlockPart<'pullQuote'> = ({ block, body }) => (
  <figure class="pull-quote" id={block.attrs.id}>
    <p {...inside(body.inline(block.content))} />
    {block.attrs.attribution ? <figcaption>{block.attrs.attribution}</figcaption> : null}
  </figure>
);

export const Preformatted: BlockPart<'preformatted'> = ({ block, body }) => {
  const { id, kind } = block.attrs;
  const words = inside(body.inline(block.content));
  // A long line of code scrolls, and what scrolls must be reachable by key.
  return (
    <pre
      class={`preformatted preformatted-${kind}`}
      id={id}
      tabIndex={kind === 'code' ? 0 : undefined}
      {...words}
    />
  );
};

export const Divider: BlockPart<'divider'> = ({ block }) => <hr class="divider" id={block.attrs.id} />;
