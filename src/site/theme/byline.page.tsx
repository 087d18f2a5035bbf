import type { BylineView } from '../view.ts';
import { given, type Part } from './given.ts';
import { PictureFile } from './picture-file.tsx';
import { PageLinks } from './section.page.tsx';

export type BylineProps = { readonly view: BylineView };

/** A person or agency that gets credit: who it is, how to reach it, its stories. */
export const Byline: Part<BylineProps> = (props) => {
  const { view, t } = props;
  const { River, Turning } = props.theme;
  const { portrait, about, links } = view;
  const role = view.role ?? (view.agency ? t.texts.agency : null);
  return (
    <div class="wrap">
      <header class={portrait ? 'page-head page-portrait' : 'page-head'}>
        {portrait ? (
          <div class="portrait">
            <PictureFile picture={portrait} sizes="9rem" alt={portrait.alt} urgent />
          </div>
        ) : null}
        <div>
          {role ? <p class="kicker">{role}</p> : null}
          <h1 class="page-name">{view.name}</h1>
          {about ? <p class="page-about">{about}</p> : null}
          {links.length > 0 ? (
            <nav aria-label={t.texts.contact}>
              <PageLinks links={links} />
            </nav>
          ) : null}
        </div>
      </header>
      <div class="sided">
        <div>
          <River {...given(props)} cards={view.cards} section />
          <Turning {...given(props)} newerHref={view.newerHref} olderHref={view.olderHref} />
        </div>
      </div>
    </div>
  );
};
