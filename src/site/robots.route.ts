import type { Answer, Paper, Route, SiteHouse } from './page.ts';
import { paths } from './paths.ts';
import { siteUrl } from './structured.ts';

/** What crawlers need not ask for: no page of the paper stands there. `$` ends an address, so `/searchlight` is free. */
const KEPT_OUT = ['/search?', '/search$', '/account$', '/account/', '/api/', '/desk$', '/desk/', '/preview/'];

/** `/robots.txt`: all of the paper, or nothing where the setting searchEngines says no. */
export const robotsRoute: Route = { name: 'robots', match: '/robots.txt', make: makeRobots };

async function makeRobots({ paper }: SiteHouse): Promise<Answer> {
  return {
    status: 200,
    type: 'text/plain; charset=utf-8',
    body: robotsText(paper),
    dependsOn: [],
    turnsAt: null,
    keep: true,
  };
}

function robotsText(paper: Paper): string {
  if (!paper.settings.searchEngines) return 'User-agent: *\nDisallow: /\n';
  return [
    'User-agent: *',
    ...KEPT_OUT.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${siteUrl(paper, paths.sitemap)}`,
    `Sitemap: ${siteUrl(paper, paths.newsSitemap)}`,
    '',
  ].join('\n');
}
