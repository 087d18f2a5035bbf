import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { checkEmail } from '#accounts/email.js';
import type { PartnerId, PlaceId } from '#kit/ids.js';
import { listBenefits } from '#members/benefit.sql.js';
import { endLetIn, makeLetIn, makePin, shutOut, unlockPlace } from '#members/counter.sql.js';
import {
  addPartner,
  addPlace,
  changePartner,
  changePlace,
  getPartner,
  getPlace,
  listDevices,
  listPartners,
  listPlaces,
} from '#members/partner.sql.js';
import { readPartners } from '#members/partners-file.js';
import { takePartners, writePartners } from '#members/partners-file.sql.js';
import { drawQr } from '#members/qr.js';
import { decodeText } from '#members/text-file.js';
import type { Desk } from './desk.ts';
import { fileBodyOf, takeFileBodies } from './file-body.ts';
import { IdParams } from './ids-asked.ts';
import { demand, editorOf } from './manners.ts';
import { recorded } from './recorded.sql.ts';
import type { LetInReply, PartnersReply, PartnersReport, PinReply } from './shapes/benefits.ts';

const LARGEST_BYTES = 10_000_000;
const SHOWN = 500;
const DAY_MS = 86_400_000;

const line = (maxLength: number) => Type.String({ maxLength });
const PartnerWish = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
  about: line(2_000),
  link: Type.String({ maxLength: 1_000, pattern: '^(https?://\\S+)?$' }),
  email: line(254),
  invoiceTo: line(2_000),
  taxBp: Type.Integer({ minimum: 0, maximum: 10_000 }),
  language: Type.String({ pattern: '^(en|de)?$' }),
  state: Type.Enum(['running', 'ended']),
});
const PlaceWish = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
  address: line(500),
  state: Type.Enum(['running', 'closed']),
});
const LetIn = Type.Object({ days: Type.Integer({ minimum: 1, maximum: 90 }) });
const Dry = Type.Object({ dry: Type.Boolean() });

/** /desk/api/partners: who offers benefits, their places, and the devices that redeem there. */
export function partnersRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.addHook('preHandler', async (request) => demand(editorOf(request), 'benefits'));
    await api.register(partners(desk));
    await api.register(counters(desk));
    await api.register(files(desk));
  };
}

function partners(desk: Desk): FastifyPluginAsyncTypebox {
  const { db } = desk.store;
  return async (api) => {
    api.get('/partners', async (): Promise<PartnersReply> => {
      const places = await listPlaces(db);
      const devices = await listDevices(
        db,
        places.map(({ id }) => id),
      );
      const benefits = await listBenefits(db);
      const rows = places.map((place) => ({
        ...place,
        devices: devices.filter((one) => one.place === place.id),
      }));
      const found = (await listPartners(db)).map((partner) => ({
        ...partner,
        places: rows.filter((place) => place.partner === partner.id),
        benefits: benefits.filter((one) => one.partner === partner.id && one.state === 'offered').length,
      }));
      return { partners: found };
    });
    api.post('/partners', { schema: { body: PartnerWish } }, async (request): Promise<{ id: PartnerId }> => {
      return recorded(desk, editorOf(request), async (tx, now) => {
        const id = await addPartner(tx, tidy(request.body), now);
        const details = { name: request.body.name };
        return { made: { id }, act: 'partner.added', about: 'partner', subject: id, details };
      });
    });
    const change = { params: IdParams, body: Type.Partial(PartnerWish) };
    api.patch('/partners/:id', { schema: change }, async (request) => {
      const id = request.params.id as PartnerId;
      return recorded(desk, editorOf(request), async (tx, now) => {
        await changePartner(tx, id, tidy(request.body), now);
        const details = { fields: Object.keys(request.body) };
        return { made: {}, act: 'partner.changed', about: 'partner', subject: id, details };
      });
    });
    api.post('/partners/:id/places', { schema: { params: IdParams, body: PlaceWish } }, async (request) => {
      return recorded(desk, editorOf(request), async (tx, now) => {
        const id = await addPlace(tx, request.params.id as PartnerId, request.body, now);
        return {
          made: { id },
          act: 'place.added',
          about: 'place',
          subject: id,
          details: { name: request.body.name },
        };
      });
    });
    const changed = { params: IdParams, body: Type.Partial(PlaceWish) };
    api.patch('/places/:id', { schema: changed }, async (request) => {
      const id = request.params.id as PlaceId;
      return recorded(desk, editorOf(request), async (tx, now) => {
        await changePlace(tx, id, request.body, now);
        return { made: {}, act: 'place.changed', about: 'place', subject: id, details: { ...request.body } };
      });
    });
  };
}

/** Devices come in by a code and a PIN that are each told once, and go out again at once. */
function counters(desk: Desk): FastifyPluginAsyncTypebox {
  const { members, accounts, settings } = desk;
  return async (api) => {
    const schema = { params: IdParams, body: LetIn };
    api.post('/places/:id/let-in', { schema }, async (request): Promise<LetInReply> => {
      const id = request.params.id as PlaceId;
      return recorded(desk, editorOf(request), async (tx, now) => {
        const until = new Date(now.getTime() + request.body.days * DAY_MS);
        const word = await makeLetIn(tx, id, until, now);
        const place = await getPlace(tx, id);
        const partner = await getPartner(tx, place.partner);
        const href = `${accounts.address()}/counter/in/${word}`;
        const { name: paper, language } = settings();
        const made = {
          ...{ href, qr: drawQr(href), until: until.getTime(), place: place.name, partner: partner.name },
          ...{ paper, language: partner.language || language },
        };
        return {
          made,
          act: 'place.let-in-made',
          about: 'place',
          subject: id,
          details: { until: made.until },
        };
      });
    });
    api.delete('/places/:id/let-in', { schema: { params: IdParams } }, async (request) => {
      const id = request.params.id as PlaceId;
      return recorded(desk, editorOf(request), async (tx, now) => {
        await endLetIn(tx, id, now);
        return { made: {}, act: 'place.let-in-ended', about: 'place', subject: id, details: {} };
      });
    });
    api.post('/places/:id/pin', { schema: { params: IdParams } }, async (request): Promise<PinReply> => {
      const id = request.params.id as PlaceId;
      return recorded(desk, editorOf(request), async (tx, now) => {
        const pin = await makePin(tx, id, members.secret, now);
        return { made: { pin }, act: 'place.pin-made', about: 'place', subject: id, details: {} };
      });
    });
    api.post('/places/:id/unlock', { schema: { params: IdParams } }, async (request) => {
      const id = request.params.id as PlaceId;
      return recorded(desk, editorOf(request), async (tx, now) => {
        await unlockPlace(tx, id, now);
        return { made: {}, act: 'place.unlocked', about: 'place', subject: id, details: {} };
      });
    });
    api.post('/devices/:id/shut-out', { schema: { params: IdParams } }, async (request) => {
      return recorded(desk, editorOf(request), async (tx, now) => {
        const place = await shutOut(tx, request.params.id, now);
        const details = { device: request.params.id };
        return { made: {}, act: 'device.shut-out', about: 'place', subject: place, details };
      });
    });
  };
}

function files(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.get('/partners/export', async (_request, reply) => {
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="partners.csv"');
      return reply.send(await writePartners(desk.store.db));
    });
    await api.register(importing(desk));
  };
}

function importing(desk: Desk): FastifyPluginAsyncTypebox {
  return async (inside) => {
    takeFileBodies(inside, LARGEST_BYTES);
    inside.post(
      '/partners/import',
      { schema: { querystring: Dry }, bodyLimit: LARGEST_BYTES },
      async (request): Promise<PartnersReport> => {
        const read = readPartners(decodeText(fileBodyOf(request)));
        const { encoding, lines, unknown, problems, rows } = read;
        const taken = await takeIn(
          desk,
          request.query.dry,
          async (tx, now) => ({
            made: await takePartners(tx, rows, now),
            ...{ act: 'partners.imported', about: 'partner', subject: null, details: { lines } },
          }),
          editorOf(request),
        );
        return {
          tried: request.query.dry,
          encoding,
          lines,
          unknown,
          ...taken,
          problems: problems.slice(0, SHOWN),
        };
      },
    );
  };
}

class Tried<Made> extends Error {
  readonly made: Made;
  constructor(made: Made) {
    super('Only tried.');
    this.made = made;
  }
}

/** Only tried: everything happens, is counted, and is taken back. */
async function takeIn<Made>(
  desk: Desk,
  dry: boolean,
  work: Parameters<typeof recorded<Made>>[2],
  by: Parameters<typeof recorded<Made>>[1],
): Promise<Made> {
  if (!dry) return recorded(desk, by, work);
  try {
    return await recorded<Made>(desk, by, async (tx, now) => {
      throw new Tried((await work(tx, now)).made);
    });
  } catch (error) {
    if (error instanceof Tried) return error.made as Made;
    throw error;
  }
}

function tidy<Wish extends { email?: string; name?: string }>(wish: Wish): Wish {
  const { email, name } = wish;
  return {
    ...wish,
    ...(name !== undefined && { name: name.trim() }),
    ...(email && { email: checkEmail(email) }),
  };
}
