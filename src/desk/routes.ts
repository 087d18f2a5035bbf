import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { accountRoutes } from './account.route.ts';
import { actsRoutes } from './acts.route.ts';
import { benefitsRoutes } from './benefits.route.ts';
import { partnersRoutes } from './benefits-partners.route.ts';
import { statementsRoutes } from './benefits-statements.route.ts';
import { benefitsStockRoutes } from './benefits-stock.route.ts';
import { bylinesRoutes } from './bylines.route.ts';
import { codesRoutes } from './codes.route.ts';
import { correctTextRoutes } from './correct-text.route.ts';
import type { Desk } from './desk.ts';
import { differencesRoutes } from './differences.route.ts';
import { findRoutes } from './find.route.ts';
import { flashRoutes } from './flash.route.ts';
import { frontsRoutes } from './fronts.route.ts';
import { frontsHistoryRoutes } from './fronts-history.route.ts';
import { frontsLaunchRoutes } from './fronts-launch.route.ts';
import { gateRoutes } from './gate.route.ts';
import { groupsRoutes } from './groups.route.ts';
import { historyRoutes } from './history.route.ts';
import { keysRoutes } from './keys.route.ts';
import { listsRoutes } from './lists.route.ts';
import { liveRoutes } from './live.route.ts';
import { meRoutes } from './me.route.ts';
import { membersRoutes } from './members.route.ts';
import { membersFileRoutes } from './members-file.route.ts';
import { membershipsRoutes } from './memberships.route.ts';
import { newslistRoutes } from './newslist.route.ts';
import { outsideRoutes } from './outside.route.ts';
import { pagesRoutes } from './pages.route.ts';
import { paymentsRoutes } from './payments.route.ts';
import { pictureRoutes } from './pictures.route.ts';
import { pictureChangeRoutes } from './pictures-change.route.ts';
import { pictureUploadRoutes } from './pictures-upload.route.ts';
import { presenceRoutes } from './presence.route.ts';
import { publishRoutes } from './publish.route.ts';
import { publishTimesRoutes } from './publish-times.route.ts';
import { readerTasksRoutes } from './reader-tasks.route.ts';
import { redirectsRoutes } from './redirects.route.ts';
import { reportsRoutes } from './reports.route.ts';
import { sectionsRoutes } from './sections.route.ts';
import { settingsRoutes } from './settings.route.ts';
import { stagesRoutes } from './settings-stages.route.ts';
import { staffRoutes } from './staff.route.ts';
import { auditRoutes } from './staff-audit.route.ts';
import { storiesRoutes } from './stories.route.ts';
import { storiesClosedRoutes } from './stories-closed.route.ts';
import { storyDocumentRoutes } from './story-document.route.ts';
import { tiersRoutes } from './tiers.route.ts';
import { topicsRoutes } from './topics.route.ts';
import { webhooksRoutes } from './webhooks.route.ts';

/** What answers under /desk/api, one line a subject. */
export const deskRoutes: readonly ((desk: Desk) => FastifyPluginAsyncTypebox)[] = [
  meRoutes,
  accountRoutes,
  staffRoutes,
  auditRoutes,
  liveRoutes,
  listsRoutes,
  findRoutes,
  newslistRoutes,
  storiesRoutes,
  gateRoutes,
  storiesClosedRoutes,
  storyDocumentRoutes,
  presenceRoutes,
  frontsRoutes,
  frontsLaunchRoutes,
  frontsHistoryRoutes,
  pictureRoutes,
  pictureChangeRoutes,
  pictureUploadRoutes,
  bylinesRoutes,
  pagesRoutes,
  redirectsRoutes,
  sectionsRoutes,
  settingsRoutes,
  topicsRoutes,
  publishRoutes,
  publishTimesRoutes,
  actsRoutes,
  historyRoutes,
  correctTextRoutes,
  flashRoutes,
  keysRoutes,
  webhooksRoutes,
  stagesRoutes,
  membersRoutes,
  differencesRoutes,
  readerTasksRoutes,
  membersFileRoutes,
  reportsRoutes,
  tiersRoutes,
  outsideRoutes,
  groupsRoutes,
  codesRoutes,
  membershipsRoutes,
  paymentsRoutes,
  benefitsRoutes,
  benefitsStockRoutes,
  partnersRoutes,
  statementsRoutes,
];
