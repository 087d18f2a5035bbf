import type { Texts } from '../messages/texts.ts';
import type { TopicView } from '../view.ts';
import { given, type Part } from './given.ts';
import { PictureFile } from './picture-file.tsx';
import { PageLinks } from './section.page.tsx';

export type TopicProps = { readonly view: TopicView };

const KINDS = {
  person: 'topicPerson',
  organisation: 'topicOrganisation',
  place: 'topicPlace',
  office: 'topicOffice',
  subject: 'topicSubject',
} as const satisfies Record<TopicView['kind'], keyof Texts>;

/** What stories are about: the topic's name and introduction, then its stories. */
export const Topic: Part<TopicProps> = (props) => {
  const { view, t } = props;
  const { River, Turning } = props.theme;
  const { picture, description, related } = view;
  return (
    <div class="wrap">
      <header class={picture ? 'page-head page-portrait' : 'page-head'}>
        {picture ? (
          <div class="portrait">
            <PictureFile picture={picture} sizes="9rem" alt="" />
          </div>
        ) : null}
        <div>
          <p class="kicker">{t.texts[KINDS[view.kind]]}</p>
          <h1 class="page-name">{view.name}</h1>
          {description ? <p class="page-about">{description}</p> : null}
        </div>
      </header>
      <div class="sided">
        <div>
          <River {...given(props)} cards={view.cards} section />
          <Turning {...given(props)} newerHref={view.newerHref} olderHref={view.olderHref} />
        </div>
        {related.length > 0 ? (
          <nav class="side" aria-labelledby="related">
            <h2 class="label" id="related">
              {t.texts.relatedTopics}
            </h2>
            <PageLinks links={related} />
          </nav>
        ) : null}
      </div>
    </div>
  );
};
