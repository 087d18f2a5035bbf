import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { fault } from '#kit/fault.js';
import type { Benefit, ClaimRefusal } from '#members/benefit.js';
import { mayClaim } from '#members/benefit.js';
import { findBenefitBySlug, listOffered } from '#members/benefit.sql.js';
import { wordDay } from '#members/benefit-words.js';
import { memberFaults } from '#members/faults.js';
import type { Reader } from '#members/reader.js';
import { claim, glance } from '#members/voucher.sql.js';
import { listWallet } from '#members/wallet.sql.js';
import { unlisted } from '../meta.ts';
import type { Paper } from '../page.ts';
import { absolute } from '../structured.ts';
import type { PageMeta } from '../view.ts';
import { type BenefitView, type ViewHouse, viewBenefits } from './benefit-view.io.ts';
import { BenefitPage, BenefitsPage, type Standing } from './benefits.page.tsx';
import { type AccountParts, draw, findReader, readerOf } from './door.ts';
import { benefitTexts } from './messages/benefits.ts';

const Slug = Type.Object({ slug: Type.String({ maxLength: 120 }) });
const Form = Type.Object({ ordinal: Type.Optional(Type.String({ pattern: '^[0-9]{1,6}$' })) });

/** /benefits: what members get, for everybody to see; and the claim of a voucher, for those who may. */
export function benefitPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  return async (app) => {
    app.get('/benefits', async (request, reply) => {
      const { paper } = parts.site.house;
      const now = members.clock();
      const t = benefitTexts(paper.settings.language);
      const benefits = await viewBenefits(houseOf(parts), await listOffered(members.store.db, now), now);
      const reader = await findReader(parts, request);
      const is = !reader ? 'visitor' : reader.tiers.length > 0 ? 'member' : 'reader';
      const about = t.benefitsAbout(paper.settings.name);
      const meta = metaOf(paper, { title: t.benefits, description: about, path: '/benefits' });
      return draw(reply, parts, {
        title: t.benefits,
        about,
        meta,
        content: BenefitsPage({ t, benefits, is }),
      });
    });

    app.get('/benefits/:slug', { schema: { params: Slug } }, async (request, reply) => {
      const benefit = await findShown(parts, request.params.slug);
      return drawBenefit(parts, request, reply, benefit);
    });

    app.post('/benefits/:slug', { schema: { params: Slug, body: Form } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      const benefit = await findShown(parts, request.params.slug);
      const { language, timeZone: zone } = members.settings();
      const ordinal = Number(request.body.ordinal ?? 1);
      const wish = { account: reader.id, benefit: benefit.id, ordinal, zone, language };
      const outcome = await claim(members.store, wish, members.clock());
      if (outcome.ok) return reply.redirect(`/account/vouchers/${outcome.value.id}`, 303);
      return drawBenefit(parts, request, reply, benefit, outcome.refusal);
    });
  };
}

/** Drafts are nobody's to see. throws  benefit-unknown */
async function findShown({ members }: AccountParts, slug: string): Promise<Benefit> {
  const benefit = await findBenefitBySlug(members.store.db, slug);
  if (!benefit || benefit.state === 'draft') throw fault(memberFaults, 'benefit-unknown', { slug });
  return benefit;
}

async function drawBenefit(
  parts: AccountParts,
  request: FastifyRequest,
  reply: FastifyReply,
  benefit: Benefit,
  refusal?: ClaimRefusal,
): Promise<FastifyReply> {
  const { paper } = parts.site.house;
  const t = benefitTexts(paper.settings.language);
  const [view] = await viewBenefits(houseOf(parts), [benefit], parts.members.clock());
  if (!view) throw fault(memberFaults, 'benefit-unknown', { slug: benefit.slug });
  const reader = await findReader(parts, request);
  const standing = await standingOf(parts, { reader, benefit, view }, refusal);
  const about = view.says || null;
  const meta = metaOf(paper, { title: view.title, description: about ?? view.limits, path: view.href });
  return draw(reply, parts, {
    ...{ title: view.title, about, meta, status: refusal ? 409 : 200 },
    back: { href: '/benefits', label: `${t.allBenefits} · ${view.partner.name}` },
    content: BenefitPage({ t, benefit: view, standing }),
  });
}

type Facts = { reader: Reader | undefined; benefit: Benefit; view: BenefitView };

/** What this reader may do here, and why not. A claim that was refused a moment ago says so even if more came since. */
async function standingOf(parts: AccountParts, facts: Facts, refused?: ClaimRefusal): Promise<Standing> {
  const { members } = parts;
  const { reader, benefit, view } = facts;
  if (!reader) return { is: 'visitor', ordinal: 1, ready: null, problem: null };
  const { timeZone: zone, language, vouchersAtEnd } = members.settings();
  const now = members.clock();
  const { db } = members.store;
  const held = await listWallet(db, reader.id, vouchersAtEnd, now);
  const mine = held.filter((one) => one.voucher.benefit === benefit.id);
  const ready = mine.find(({ stand }) => stand === 'ready');
  const ordinal = Math.max(0, ...mine.map(({ voucher }) => voucher.ordinal)) + 1;
  const may = refused
    ? { ok: false as const, refusal: refused }
    : mayClaim(benefit, await glance(db, benefit, { account: reader.id, zone }, now), now);
  const isMember = may.ok || (may.refusal.code !== 'no-tier' && may.refusal.code !== 'other-tier');
  return {
    is: isMember ? 'member' : 'reader',
    ordinal,
    ready: ready ? `/account/vouchers/${ready.voucher.id}` : null,
    problem: may.ok ? null : wordRefusal(may.refusal, { benefit, view, language, zone }),
  };
}

type Wording = { benefit: Benefit; view: BenefitView; language: string; zone: string };

function wordRefusal(refusal: ClaimRefusal, { benefit, view, language, zone }: Wording): string {
  const { refused } = benefitTexts(language);
  if (refusal.code === 'not-yet')
    return refused['not-yet'].replace('{day}', wordDay(refusal.from, { language, zone }));
  if (refusal.code === 'other-tier')
    return refused['other-tier'].replace('{tiers}', view.tierNames.join(', '));
  if (refusal.code !== 'had') return refused[refusal.code];
  if (refusal.days === null) return refused['had-all'];
  if (refusal.days === 1) return refused['had-day'];
  return refused['had-days']
    .replace('{count}', String(benefit.perMember))
    .replace('{days}', String(refusal.days));
}

function houseOf({ members }: AccountParts): ViewHouse {
  const { language, timeZone: zone } = members.settings();
  return { db: members.store.db, language, zone };
}

/** Search engines may list it: it is a reason to join. */
function metaOf(paper: Paper, about: { title: string; description: string; path: string }): PageMeta {
  return {
    ...unlisted(paper, about.title),
    description: about.description,
    canonical: absolute(paper, about.path),
    robots: paper.settings.searchEngines ? 'max-image-preview:large' : 'noindex',
  };
}
