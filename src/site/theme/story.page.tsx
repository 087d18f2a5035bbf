import { render } from 'preact-render-to-string';
import type { PictureView, StoryView } from '../view.ts';
import { inside } from './body/block-props.ts';
import { Caption, escapeText } from './body/pictures.tsx';
import { type Given, given, type Part } from './given.ts';
import { PictureFile } from './picture-file.tsx';

export type StoryProps = { readonly view: StoryView };

/** The story page, top to bottom as it is read. */
export const Story: Part<StoryProps> = (props) => {
  const { view } = props;
  const { BylineLine, Changes, Comments, Corrections, Gate, More, Topics } = props.theme;
  const shared = given(props);
  return (
    <>
      <article class="wrap" lang={view.language ?? undefined}>
        <div class="column">
          <header class="story-head">
            <StoryKicker {...props} />
            <h1 class="story-headline">{view.headline}</h1>
            {view.standfirst ? <p class="standfirst">{view.standfirst}</p> : null}
            <BylineLine {...shared} view={view} />
          </header>
          {view.leadPicture ? <LeadPicture {...shared} picture={view.leadPicture} /> : null}
          <Corrections {...shared} corrections={aboveText(view)} />
          <BodyWithNotes {...props} />
          {view.giveHref ? <GiveStory {...props} href={view.giveHref} /> : null}
          {view.gate ? <Gate {...shared} gate={view.gate} /> : null}
          <footer class="story-foot">
            <Changes {...shared} changes={view.changes} />
            <Topics {...shared} topics={view.topics} />
            <Comments {...shared} comments={view.comments} />
          </footer>
        </div>
      </article>
      <More {...shared} section={view.section} cards={view.moreFromSection} mostRead={view.mostRead} />
    </>
  );
};

function StoryKicker(props: StoryProps & Given) {
  const { section, kicker, access } = props.view;
  const { AccessMark } = props.theme;
  if (!section && !kicker && access === 'open') return null;
  return (
    <p class="kicker">
      {section ? (
        <a class="kicker-section" href={section.href}>
          {section.label}
        </a>
      ) : null}
      {kicker ? <span class="kicker-word">{kicker}</span> : null}
      <AccessMark {...given(props)} access={access} />
    </p>
  );
}

function GiveStory({ href, t: { texts } }: StoryProps & Given & { href: string }) {
  return (
    <p class="give">
      <a href={href}>{texts.giveStory}</a> <span>{texts.giveStoryHint}</span>
    </p>
  );
}

/** The body is drawn first: the notes on paper are read off it. */
function BodyWithNotes(props: StoryProps & Given) {
  const { view } = props;
  const { Body, PrintNotes } = props.theme;
  const opening = view.gate !== null;
  // Search engines are told by this class which part is not for everybody.
  const closed = view.access !== 'open' && !opening;
  const html = render(
    <Body {...given(props)} blocks={view.blocks} refs={view} opening={opening} corrections={beside(view)} />,
  );
  return (
    <>
      <div class={closed ? 'closed' : undefined} {...inside(html)} />
      <PrintNotes {...given(props)} bodyHtml={html} />
    </>
  );
}

function LeadPicture(props: Given & { picture: PictureView }) {
  const { picture } = props;
  return (
    <figure class="picture lead-picture">
      <PictureFile
        picture={picture}
        sizes="(min-width:75em) 60rem,(min-width:60em) 54rem,100vw"
        alt={picture.alt}
        urgent
      />
      <Caption html={escapeText(picture.caption ?? '')} credit={picture.credit} />
    </figure>
  );
}

/** Notes whose block this audience does not see stand above the text with the others. */
function aboveText(view: StoryView) {
  const shown = new Set(view.blocks.map((block) => block.attrs.id));
  return view.corrections.filter(({ block }) => !block || !shown.has(block));
}

function beside(view: StoryView) {
  return view.corrections.filter(({ block }) => block);
}
