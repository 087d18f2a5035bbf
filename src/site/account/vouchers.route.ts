import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { fault } from '#kit/fault.js';
import type { VoucherId } from '#kit/ids.js';
import { wordDay, wordLastDay, wordMoment } from '#members/benefit-words.js';
import { memberFaults } from '#members/faults.js';
import { drawQr } from '#members/qr.js';
import { findHeld, type Held, listWallet } from '#members/wallet.sql.js';
import { viewBenefits } from './benefit-view.io.ts';
import { type AccountParts, draw, readerOf } from './door.ts';
import { voucherTexts } from './messages/vouchers.ts';
import { type VoucherLine, VoucherPage, type VoucherView, WalletPage } from './vouchers.page.tsx';

const Id = Type.Object({ id: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) });

/** /account/vouchers: what somebody claimed, to be shown, printed and looked back at. */
export function voucherPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  const { db } = members.store;
  return async (app) => {
    app.get('/account/vouchers', async (request, reply) => {
      const reader = await readerOf(parts, request);
      const { language, vouchersAtEnd } = members.settings();
      const t = voucherTexts(language);
      const held = await listWallet(db, reader.id, vouchersAtEnd, members.clock());
      const vouchers = held.map((one) => lineOf(parts, one));
      const back = { href: '/account', label: reader.name || reader.email };
      const about = vouchers.length > 0 ? t.vouchersAbout : null;
      return draw(reply, parts, { title: t.vouchers, about, back, content: WalletPage({ t, vouchers }) });
    });

    app.get('/account/vouchers/:id', { schema: { params: Id } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      const { language, vouchersAtEnd: atEnd } = members.settings();
      const t = voucherTexts(language);
      const voucher = Number(request.params.id) as VoucherId;
      const held = await findHeld(db, { account: reader.id, voucher, atEnd }, members.clock());
      if (!held) throw fault(memberFaults, 'voucher-unknown', { voucher });
      return draw(reply, parts, {
        title: held.benefit.title,
        about: held.partner.name,
        back: { href: '/account/vouchers', label: t.toWallet },
        content: VoucherPage({ t, voucher: await viewOf(parts, held) }),
      });
    });
  };
}

function lineOf({ members }: AccountParts, { voucher, stand, benefit, partner, place }: Held): VoucherLine {
  const { language, timeZone: zone } = members.settings();
  const t = voucherTexts(language);
  const wording = { language, zone };
  const usedAt = wordMoment(voucher.usedAt ?? 0, members.clock().getTime(), wording);
  const { expiresAt } = voucher;
  const happened = {
    ready: expiresAt === null ? t.noEnd : t.lastDay(wordLastDay(expiresAt, wording)),
    used: place === null ? t.used(usedAt) : t.usedAt(usedAt, place),
    expired: t.expired(wordDay((expiresAt ?? 1) - 1, wording)),
    ended: t.ended,
    void: t.void,
  }[stand];
  const href = `/account/vouchers/${voucher.id}`;
  return { href, title: benefit.title, partner: partner.name, stand, happened };
}

async function viewOf(parts: AccountParts, held: Held): Promise<VoucherView> {
  const { members } = parts;
  const { language, timeZone: zone } = members.settings();
  const { voucher, benefit } = held;
  const [about] = await viewBenefits({ db: members.store.db, language, zone }, [benefit], members.clock());
  return {
    ...lineOf(parts, held),
    code: voucher.code,
    words: voucher.wordCode?.split('-') ?? null,
    qr: voucher.token === null ? null : drawQr(`${members.address()}/counter/v/${voucher.token}`),
    ...{ says: benefit.says, link: benefit.link, terms: about?.terms ?? [] },
    ...{ places: benefit.kind === 'own' ? (about?.places ?? []) : [], limits: about?.limits ?? '' },
    picture: about?.picture ?? null,
  };
}
