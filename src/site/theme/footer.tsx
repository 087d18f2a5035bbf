import type { Part } from './given.ts';

export type FooterProps = { readonly feedHref: string };

/** The foot of every page. Drawn once for each paper. */
export const Footer: Part<FooterProps> = ({ feedHref, t, paper }) => (
  <footer class="footer wrap">
    <div class="footer-parts">
      <div>
        <p class="wordmark">
          <a href="/">{paper.name}</a>
        </p>
        {paper.tagline ? <p class="small">{paper.tagline}</p> : null}
      </div>
      <nav aria-label={t.texts.footer}>
        <ul>
          {paper.navigation.map(({ href, label }) => (
            <li>
              <a href={href}>{label}</a>
            </li>
          ))}
        </ul>
      </nav>
      <div>
        <ul>
          {paper.footer.map(({ href, label }) => (
            <li>
              <a href={href}>{label}</a>
            </li>
          ))}
          <li>
            <a href="/corrections">{t.texts.corrections}</a>
          </li>
          <li>
            <a href={feedHref}>{t.texts.feed}</a>
          </li>
        </ul>
      </div>
    </div>
    {paper.footerLine ? <p class="small footer-line">{paper.footerLine}</p> : null}
  </footer>
);
