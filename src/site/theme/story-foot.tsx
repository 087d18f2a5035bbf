import type { CardView, CommentView, LinkView } from '../view.ts';
import { given, type Part } from './given.ts';

export type TopicsProps = { readonly topics: readonly LinkView[] };

/** The story's topics, as words. */
export const Topics: Part<TopicsProps> = ({ topics, t }) => {
  if (topics.length === 0) return null;
  return (
    <nav class="topics" aria-labelledby="topics">
      <h2 class="foot-title" id="topics">
        {t.texts.topics}
      </h2>
      <ul>
        {topics.map(({ href, label }) => (
          <li>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

export type CommentsProps = { readonly comments: readonly CommentView[] };

/** Comments kept from an older site, in order, answers set in. */
export const Comments: Part<CommentsProps> = (props) => {
  const { comments, t } = props;
  const { Time } = props.theme;
  if (comments.length === 0) return null;
  return (
    <section class="comments" aria-labelledby="comments">
      <h2 id="comments">{t.count(t.texts.comments, comments.length)}</h2>
      <p class="small">{t.texts.commentsKept}</p>
      <ol>
        {comments.map(({ id, author, at, depth, paragraphs }) => (
          <li id={`comment-${id}`} class={depth === 0 ? undefined : `reply reply-${Math.min(depth, 2)}`}>
            <p class="small">
              <b>{author}</b> <Time {...given(props)} at={at} form="moment" />
            </p>
            {paragraphs.map((paragraph) => (
              <p>{paragraph}</p>
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
};

export type MoreProps = {
  readonly section: LinkView | null;
  readonly cards: readonly CardView[];
  readonly mostRead: readonly CardView[];
};

/** Where to go from here: more of the section, and what others read. */
export const More: Part<MoreProps> = (props) => {
  const { section, cards, mostRead, t } = props;
  const { Card, Ranked } = props.theme;
  if (cards.length === 0 && mostRead.length === 0) return null;
  const more = oneRow(cards);
  const title = section ? t.fill(t.texts.moreFrom, { section: section.label }) : t.texts.moreStories;
  return (
    <div class="more wrap">
      {cards.length > 0 ? (
        <section class="row" aria-labelledby="more">
          <h2 class="row-name" id="more">
            {section ? <a href={section.href}>{title}</a> : title}
          </h2>
          <div class="row-cards">
            {more.map((card) => (
              <Card {...given(props)} card={card} rank="column" level={3} />
            ))}
          </div>
        </section>
      ) : null}
      {mostRead.length > 0 ? (
        <section class="row" aria-labelledby="most-read">
          <h2 class="row-name" id="most-read">
            {t.texts.mostRead}
          </h2>
          <Ranked {...given(props)} cards={mostRead} />
        </section>
      ) : null}
    </div>
  );
};

/** One row of headlines. They show their pictures where there are enough of them, else none does. */
const MORE_CARDS = 4;

function oneRow(cards: readonly CardView[]): CardView[] {
  const pictured = cards.filter((card) => card.picture).slice(0, MORE_CARDS);
  if (pictured.length === MORE_CARDS) return pictured.map((card) => ({ ...card, standfirst: null }));
  return cards.slice(0, MORE_CARDS).map((card) => ({ ...card, picture: null }));
}
