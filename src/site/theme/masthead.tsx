import type { PaperView } from '../view.ts';
import type { Part } from './given.ts';

/**
 * front    whether the name stands large, as the page's first heading
 * day      'YYYY-MM-DD' on the front, '' elsewhere
 * current  address of the section the page belongs to, '' for none
 */
export type MastheadProps = { readonly front: boolean; readonly day: string; readonly current: string };

/** The head of every page: name, tools, sections. Drawn once for each paper and section, and kept as text. */
export const Masthead: Part<MastheadProps> = ({ front, day, current, t, paper }) => {
  const { texts } = t;
  const Name = front ? 'h1' : 'p';
  return (
    <header class={front ? 'masthead masthead-front wrap' : 'masthead wrap'}>
      <div class="masthead-line">
        {front ? <p class="masthead-day small">{day ? t.date(day) : paper.tagline}</p> : null}
        <Name class="wordmark">
          <a href="/">
            <Wordmark paper={paper} />
          </a>
        </Name>
        <ul class="tools">
          <li>
            <a href="/search">{texts.search}</a>
          </li>
          {paper.accountHref ? (
            <li>
              <a href={paper.accountHref} data-account>
                {texts.account}
              </a>
            </li>
          ) : null}
        </ul>
      </div>
      <nav class="sections" aria-label={texts.sections}>
        <ul>
          {paper.navigation.map(({ href, label }) => (
            <li>
              <a href={href} aria-current={href === current ? 'page' : undefined}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
};

/** The paper's drawing of its name, else the name set in type. */
function Wordmark({ paper: { logo, name } }: { paper: PaperView }) {
  if (!logo) return <>{name}</>;
  const { src, darkSrc, width, height } = logo;
  return (
    <>
      <img class="logo logo-light" src={src} width={width} height={height} alt={name} />
      {darkSrc ? <img class="logo logo-dark" src={darkSrc} width={width} height={height} alt="" /> : null}
    </>
  );
}
