import type { FastifyReply } from 'fastify';
import type { Spending } from '#members/meter.js';
import { noRights, readAs } from '#stories/gate.js';
import type { ReadableStory } from '#stories/readable.sql.js';
import { type GateOffer, gateView } from '../gate-view.ts';
import { makeMessages } from '../messages/messages.ts';
import type { GateView } from '../view.ts';
import { type AccountParts, draw } from './door.ts';
import { readingTexts } from './messages/reading.ts';

type Refusal = Extract<Spending, { is: 'used-up' | 'not-metered' }>;

/** Says why one more story cannot be read, when it can, and what membership would bring. */
export function drawRefusal(
  reply: FastifyReply,
  parts: AccountParts,
  refused: { story: ReadableStory; outcome: Refusal; signedIn: boolean; offer: GateOffer },
): FastifyReply {
  const { story, outcome } = refused;
  const { house } = parts.site;
  const { settings } = house.paper;
  const texts = readingTexts(settings.language);
  const usedUp = settings.meterPeriod === 'week' ? texts.usedUpWeek : texts.usedUpMonth;
  const title = outcome.is === 'used-up' ? usedUp : texts.notMetered;
  return draw(reply, parts, {
    ...{ title, status: 403, back: backTo(story) },
    about: outcome.is === 'used-up' ? wordRenewal(parts, outcome) : texts.notMeteredAbout,
    content: invitation(parts, refused),
  });
}

export function drawStoryGone(reply: FastifyReply, parts: AccountParts): FastifyReply {
  const texts = readingTexts(parts.site.house.paper.settings.language);
  const back = { href: '/', label: texts.toFront };
  return draw(reply, parts, {
    ...{ title: texts.goneTitle, about: texts.goneAbout, back, status: 404, content: null },
  });
}

export function drawNoCookies(reply: FastifyReply, parts: AccountParts, story: ReadableStory): FastifyReply {
  const texts = readingTexts(parts.site.house.paper.settings.language);
  const said = { title: texts.noCookies, about: texts.noCookiesAbout, back: backTo(story) };
  return draw(reply, parts, { ...said, status: 403, content: null });
}

function backTo({ path, content }: ReadableStory) {
  return { href: path, label: content.headline };
}

function wordRenewal(
  { site }: AccountParts,
  { renewsAt, most }: Extract<Refusal, { is: 'used-up' }>,
): string {
  const { language, timeZone } = site.house.paper.settings;
  const { day, fill, number } = makeMessages(language, timeZone);
  const values = { count: number(most), day: day(new Date(renewsAt).toISOString()) };
  return fill(readingTexts(language).renews, values);
}

/** The gate of the story without its opening, and without what has just been refused. */
function invitation(
  { site }: AccountParts,
  { story, signedIn, offer }: { story: ReadableStory; signedIn: boolean; offer: GateOffer },
) {
  const { paper } = site.house;
  const read = readAs(story.content, noRights);
  if (read.audience === 'whole') return null;
  const view = gateView(paper, story, read, offer);
  const gate = { ...view, meter: null, ...(signedIn ? { signInHref: null, registerHref: null } : {}) };
  const t = makeMessages(paper.settings.language, paper.settings.timeZone);
  const { Gate } = paper.theme;
  const more = signedIn ? null : wider(view);
  return (
    <>
      {more ? (
        <p class="refused-more">
          <a class="account-button" href={more.href}>
            {t.count(t.texts.gateWithAccount, more.count)}
          </a>
        </p>
      ) : null}
      <Gate theme={paper.theme} t={t} paper={paper.view} gate={gate} />
    </>
  );
}

/** The larger allowance that an account brings, for somebody who has none. */
function wider({ meter, registerHref, access }: GateView): { href: string; count: number } | null {
  if (!meter || !registerHref || access === 'registered' || meter.registered <= meter.anonymous) return null;
  return { href: registerHref, count: meter.registered };
}
