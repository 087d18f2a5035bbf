import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { contentPolicy, securityHeaders } from '../security.ts';
import { escapeHtml, islandHtml } from '../theme/head.ts';
import type { AccountParts } from './door.ts';

/** A page at a counter. `where`: the place it is for, at its top; empty where nobody is let in. */
export type CounterSheet = {
  readonly title: string;
  readonly language: string;
  readonly where: string;
  readonly content: VNode;
  readonly status?: number;
};

/**
 * Draws a page for a counter: a document of its own without the paper's navigation, small enough for an old phone on a
 * bad line. Its own camera may be used here, and nowhere else.
 */
export function drawAtCounter(
  reply: FastifyReply,
  { site }: AccountParts,
  sheet: CounterSheet,
): FastifyReply {
  const { paper } = site.house;
  const { assets } = paper.view;
  const { title, language, where, content, status = 200 } = sheet;
  const styles = [...assets.stylesheets, assets.counterSheet];
  const body = [
    `<!doctype html><html lang="${escapeHtml(language)}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${escapeHtml(`${title} · ${paper.settings.name}`)}</title><meta name="robots" content="noindex">`,
    ...styles.map((href) => `<link rel="stylesheet" href="${href}">`),
    `<link rel="icon" type="image/svg+xml" href="${assets.icon}">`,
    islandHtml(paper.view, 'voucher'),
    `</head><body class="counter"><header class="counter-top"><p>${escapeHtml(where || paper.settings.name)}</p></header>`,
    `<main id="content">${render(content)}</main></body></html>`,
  ];
  return reply
    .code(status)
    .headers({
      ...securityHeaders(paper.settings),
      'permissions-policy': 'camera=(self), geolocation=(), microphone=(), payment=()',
      'content-security-policy': contentPolicy(paper.settings, []),
      // The address of a voucher is as good as the voucher.
      'referrer-policy': 'same-origin',
    })
    .type('text/html; charset=utf-8')
    .send(body.join(''));
}
