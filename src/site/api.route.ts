import swagger from '@fastify/swagger';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { checkWhenAsked } from '#kit/check-when-asked.js';
import { listApiSections, listApiTopics } from './api-labels.io.ts';
import { type ApiSite, addManners, textsFor } from './api-manners.io.ts';
import {
  NinjsStory,
  Refusal,
  SectionsReply,
  StoriesQuery,
  StoriesReply,
  StoryParams,
  TopicsQuery,
  TopicsReply,
} from './api-shapes.ts';
import { getApiStory, listApiStories } from './api-stories.io.ts';

const refusals = { '4xx': Refusal, '5xx': Refusal };
/** A key is only ever an addition: every question may be asked without one. */
const security = [{}, { key: [] }];

const description = {
  openapi: '3.1.0',
  info: {
    title: 'API',
    version: '1',
    description:
      'What readers may see, as IPTC ninjs 3.1, newest first; with a key, stories and pictures may be written too. Times are UTC. Whole texts of open stories go out where the paper allows it, or with a key; of other stories the opening.',
  },
  components: {
    securitySchemes: {
      key: { type: 'http', scheme: 'bearer', description: 'a key made at the desk, under Settings' },
    },
  },
} as const;

/**
 * The read API under `/api`: stories as ninjs, sections, topics, and its own description. It answers what anyone may
 * read, and whole texts of open stories only by setting or key.
 *
 * more  questions of other rooms that stand under `/api` too, with the same manners and in the same description
 */
export async function registerApi(
  app: FastifyInstance,
  site: ApiSite,
  more?: FastifyPluginAsyncTypebox,
): Promise<void> {
  await app.register(
    async (api) => {
      api.setValidatorCompiler(checkWhenAsked);
      addManners(api, site);
      await api.register(swagger, { openapi: description });
      await api.register(storyQuestions(site));
      await api.register(labelQuestions(site));
      if (more) await api.register(more);
      api.get('/openapi.json', { schema: { hide: true } }, async () => ({
        ...api.swagger(),
        servers: [{ url: site.house.paper.address }],
      }));
    },
    { prefix: '/api' },
  );
}

function storyQuestions(site: ApiSite): FastifyPluginAsyncTypebox {
  return async (api) => {
    const ofList = {
      summary: 'Stories by section, topic, byline, words and time',
      querystring: StoriesQuery,
      response: { 200: StoriesReply, ...refusals },
      security,
    };
    api.get('/stories', { schema: ofList }, async (request) => {
      const { house } = site;
      return listApiStories(house, request.query, textsFor(request, house.paper.settings), house.clock());
    });
    const ofOne = {
      summary: 'One story',
      params: StoryParams,
      response: { 200: NinjsStory, ...refusals },
      security,
    };
    api.get('/stories/:id', { schema: ofOne }, async (request) => {
      const { house } = site;
      return getApiStory(house, request.params.id, textsFor(request, house.paper.settings), house.clock());
    });
  };
}

function labelQuestions(site: ApiSite): FastifyPluginAsyncTypebox {
  return async (api) => {
    const ofSections = { summary: 'All sections', response: { 200: SectionsReply, ...refusals }, security };
    api.get('/sections', { schema: ofSections }, async () => ({ sections: listApiSections(site.house) }));
    const ofTopics = {
      summary: 'Topics by slug',
      querystring: TopicsQuery,
      response: { 200: TopicsReply, ...refusals },
      security,
    };
    api.get('/topics', { schema: ofTopics }, async (request) =>
      listApiTopics(site.house, request.query, site.house.clock()),
    );
  };
}
