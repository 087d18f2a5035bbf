import { openAccess } from './access.ts';
import type { Content } from './story.ts';

/** A content in which nothing was written or chosen yet: what every new one begins from. */
export const emptyContent: Content = {
  headline: '',
  frontHeadline: '',
  standfirst: '',
  kicker: '',
  dateline: '',
  body: { type: 'doc', content: [] },
  section: null,
  credits: [],
  agencyCredit: '',
  topics: [],
  access: openAccess,
  lead: null,
  language: '',
  searchTitle: '',
  searchDescription: '',
  canonical: '',
  noindex: false,
};
