import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import type { PriceId } from '#kit/ids.js';
import { changeMembership, previewChange } from '#members/change-membership.io.js';
import { wordDay } from '#members/money-house.js';
import { wordAmount, wordPrice } from '#members/price-words.js';
import type { Price, Tier } from '#members/tier.js';
import { listPrices, listTiers } from '#members/tier.sql.js';
import { type AccountParts, draw } from './door.ts';
import { AskPage, ChoosePage } from './membership.page.tsx';
import { back, type Mine, mine } from './membership.route.ts';

const Params = Type.Object({ id: Type.String({ pattern: '^[0-9]{1,15}$' }) });
const To = Type.Object({ to: Type.String({ pattern: '^[0-9]{1,15}$' }) });
const HERE = '/account/membership';

/** /account/membership/ID/change: another tier or period; first what is there, then what it costs, then it is done. */
export function changePages(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  return async (app) => {
    app.get(
      `${HERE}/:id/change`,
      { schema: { params: Params, querystring: Type.Partial(To) } },
      async (request, reply) => {
        const held = await mine(parts, request);
        const { t } = held;
        const { to } = request.query;
        const sheet = { title: t.changeTitle, back: { href: HERE, label: t.title } };
        if (to === undefined) return draw(reply, parts, { ...sheet, content: await choosing(parts, held) });
        const preview = await previewChange(members, held.one.id, Number(to) as PriceId);
        if (!preview.ok) return back(reply, preview.refusal.code);
        const tiers = await listTiers(members.store.db);
        const tier = tiers.find(({ id }) => id === preview.value.price.tier);
        const content = confirming(parts, held, { ...preview.value, to, name: tier?.name ?? '' });
        return draw(reply, parts, { ...sheet, content });
      },
    );
    app.post(`${HERE}/:id/change`, { schema: { params: Params, body: To } }, async (request, reply) => {
      const { one } = await mine(parts, request);
      const to = Number(request.body.to) as PriceId;
      const done = await changeMembership(members, { id: one.id, staff: null, to });
      if (!done.ok) return back(reply, done.refusal.code);
      return reply.redirect(`${HERE}?done=${done.value.next ? 'planned' : 'changed'}`, 303);
    });
  };
}

async function choosing({ members }: AccountParts, { one, t }: Mine) {
  const { db } = members.store;
  const { language } = members.settings();
  const [tiers, prices] = [await listTiers(db), await listPrices(db)];
  const now = prices.find(({ id }) => id === one.price);
  const open = tiers.filter(({ id, state }) => state === 'offered' || id === one.tier);
  const others = prices.filter(
    (price) => price.state === 'offered' && price.id !== one.price && price.currency === now?.currency,
  );
  const choices = open.flatMap((tier) =>
    others.filter((price) => price.tier === tier.id).map((price) => choiceOf(tier, price, language)),
  );
  if (choices.length === 0) return t.changeNone;
  return ChoosePage({
    ...{ says: [], action: `${HERE}/${one.id}/change`, method: 'get', name: 'to', legend: t.changeChoose },
    ...{ choices, button: t.change, stay: t.stay },
  });
}

function choiceOf(tier: Tier, price: Price, language: string) {
  return { value: String(price.id), label: tier.name, says: wordPrice(price, language) };
}

function confirming(
  { members }: AccountParts,
  { one, t }: Mine,
  change: { price: Price; when: string; dueMinor: number; creditMinor: number; at: number; until: number } & {
    to: string;
    name: string;
  },
) {
  const { language, timeZone } = members.settings();
  const { price, when, dueMinor, creditMinor, at, until, to, name } = change;
  const sum = (minor: number) => wordAmount(minor, price.currency, language);
  const day = (time: number) => wordDay(time, language, timeZone);
  const dear = dueMinor > 0 ? t.changeNowSays(sum(dueMinor), sum(creditMinor)) : t.changeNowFree;
  const says = when === 'now' ? dear : t.changeLaterSays(day(at));
  return AskPage({
    says: [`${name}, ${wordPrice(price, language)}`, says, t.changeThen(sum(price.amountMinor), day(until))],
    action: `${HERE}/${one.id}/change`,
    button: dueMinor > 0 ? t.changeButton : t.changeButtonFree,
    stay: t.dropChange,
    fields: { to },
  });
}
