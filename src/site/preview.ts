/** What the previews of stories and fronts have in common. */
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { StoryId } from '#kit/ids.js';
import type { SiteHouse } from './page.ts';
import { contentPolicy, securityHeaders } from './security.ts';

/** Whether whoever sends these headers may see what is not up: of this story, or any front. */
export type MayPreview = {
  readonly story: (headers: IncomingHttpHeaders, story: StoryId) => Promise<boolean>;
  readonly fronts: (headers: IncomingHttpHeaders) => Promise<boolean>;
};

export type PreviewSite = { readonly house: SiteHouse };

/** A drawn page; `frameHosts` are those of its embeds. */
export type Drawn = { body: string | Uint8Array; type: string; frameHosts?: readonly string[] };

/** Sends a page with the policy of readers' pages. */
export function sendDrawn(reply: FastifyReply, { house }: PreviewSite, drawn: Drawn): FastifyReply {
  const { settings } = house.paper;
  return reply
    .headers({
      ...securityHeaders(settings),
      'content-security-policy': contentPolicy(settings, drawn.frameHosts ?? []),
    })
    .type(drawn.type)
    .send(drawn.body);
}
