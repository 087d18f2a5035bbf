import { addressRoute } from './address.route.ts';
import { bylineRoute } from './byline.route.ts';
import { correctionsRoute } from './corrections.route.ts';
import { feedsRoute } from './feeds.route.ts';
import { frontRoute } from './front.route.ts';
import { monthRoute } from './month.route.ts';
import type { Route } from './page.ts';
import { robotsRoute } from './robots.route.ts';
import { searchRoute } from './search.route.ts';
import { sectionRoute } from './section.route.ts';
import { newsSitemapRoute, sitemapPartRoute, sitemapRoute } from './sitemaps.route.ts';
import { topicRoute } from './topic.route.ts';

/** Every family of addresses that readers may ask for, in the order they are tried; the last one answers everything. */
export const siteRoutes: readonly Route[] = [
  frontRoute,
  feedsRoute,
  searchRoute,
  correctionsRoute,
  sitemapRoute,
  sitemapPartRoute,
  newsSitemapRoute,
  robotsRoute,
  sectionRoute,
  topicRoute,
  bylineRoute,
  monthRoute,
  addressRoute,
];
