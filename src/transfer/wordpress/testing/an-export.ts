import { Buffer } from 'node:buffer';
import type { WpItem } from '../item.ts';
import { readExport, type WpEvent } from '../read-export.ts';

/** An export of a small invented paper around what is given: heads (authors, terms) and items, as written. */
export function anExport(items: string, heads = ''): string {
  return `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
  xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>The Tidewater Courier</title>
<link>https://courier.example</link>
<language>en-GB</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://courier.example</wp:base_site_url>
<wp:base_blog_url>https://courier.example</wp:base_blog_url>
${heads}
${items}
</channel>
</rss>
`;
}

/** One post of it; `more` goes in as written, and comes before the defaults, so that it wins. */
export function aPost(id: number, content: string, more = ''): string {
  return `<item>
<title><![CDATA[Story ${id}]]></title>
<link>https://courier.example/2024/05/story-${id}/</link>
<dc:creator><![CDATA[mira]]></dc:creator>
<content:encoded><![CDATA[${content}]]></content:encoded>
${more}
<excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>${id}</wp:post_id>
<wp:post_date><![CDATA[2024-05-03 09:00:00]]></wp:post_date>
<wp:post_date_gmt><![CDATA[2024-05-03 07:00:00]]></wp:post_date_gmt>
<wp:post_name><![CDATA[story-${id}]]></wp:post_name>
<wp:status><![CDATA[publish]]></wp:status>
<wp:post_type><![CDATA[post]]></wp:post_type>
</item>`;
}

/** Everything that reading these bytes tells, cut into stretches of `stretch` bytes as a disk might. */
export async function eventsOf(xml: string | Uint8Array, stretch = 100_000): Promise<WpEvent[]> {
  const bytes = typeof xml === 'string' ? Buffer.from(xml) : xml;
  async function* stretches() {
    for (let at = 0; at < bytes.length; at += stretch) yield bytes.subarray(at, at + stretch);
  }
  const events: WpEvent[] = [];
  for await (const some of readExport(stretches())) events.push(...some);
  return events;
}

export async function itemsOf(xml: string | Uint8Array, stretch?: number): Promise<WpItem[]> {
  const events = await eventsOf(xml, stretch);
  return events.flatMap((event) => (event.is === 'item' ? [event.item] : []));
}
