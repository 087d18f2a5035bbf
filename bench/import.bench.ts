import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Line, root, usageOf } from './measure.ts';
import { seeded, Vocabulary } from './words.ts';

/** Imports a made-up WordPress export and a fifth of it: rate of the larger, and whether memory grows with the file. */
export async function importWordpress(scratch: string, stories: number): Promise<Line[]> {
  const small = await importOne(scratch, Math.floor(stories / 5));
  const large = await importOne(scratch, stories);
  const rate = stories / large.seconds;
  const growth = large.peakMb / small.peakMb;
  return [
    {
      what: `import of a WordPress export, ${stories.toLocaleString('en')} stories, no pictures`,
      came: `${Math.round(rate)} stories/s`,
      budget: '≥ 1,000 stories/s',
      met: rate >= 1_000,
    },
    {
      what: `memory of that import against one of a fifth`,
      came: `${Math.round(large.peakMb)} MB against ${Math.round(small.peakMb)} MB`,
      budget: 'flat',
      met: growth < 1.35,
    },
  ];
}

async function importOne(scratch: string, stories: number): Promise<{ seconds: number; peakMb: number }> {
  const folder = mkdtempSync(join(scratch, 'import-'));
  try {
    const file = join(folder, 'export.xml');
    await writeExport(file, stories);
    const begun = performance.now();
    const child = spawn(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        join(root, 'dist/main/cli.js'),
        'import',
        'wordpress',
        file,
        '--data',
        join(folder, 'data'),
        '--json',
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let printed = '';
    child.stdout.on('data', (part: Buffer) => {
      printed += part.toString();
    });
    let peakMb = 0;
    const watch = setInterval(() => {
      try {
        peakMb = usageOf(child.pid ?? 0).peakMb;
      } catch {
        clearInterval(watch); // it has ended
      }
    }, 100);
    await once(child, 'exit');
    clearInterval(watch);
    const report = JSON.parse(printed) as { made: number };
    if (report.made < stories) throw new Error(`The import made ${report.made} of ${stories} stories.`);
    return { seconds: (performance.now() - begun) / 1000, peakMb };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An export as WordPress writes it: block markup, categories, tags, authors, meta. */
export async function writeExport(path: string, stories: number): Promise<void> {
  const random = seeded(11);
  const vocabulary = new Vocabulary(40_000, random);
  const out = createWriteStream(path);
  const write = async (text: string): Promise<void> => {
    if (!out.write(text)) await once(out, 'drain');
  };
  await write(
    `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>The Long Archive</title><link>https://old.example</link><wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://old.example</wp:base_site_url><wp:base_blog_url>https://old.example</wp:base_blog_url>\n`,
  );
  for (let author = 1; author <= 40; author += 1)
    await write(
      `<wp:author><wp:author_id>${author}</wp:author_id><wp:author_login>writer${author}</wp:author_login><wp:author_email>w${author}@old.example</wp:author_email><wp:author_display_name>Writer ${author}</wp:author_display_name></wp:author>\n`,
    );
  for (let at = 1; at <= stories; at += 1) await write(item(at, vocabulary, random));
  await write('</channel></rss>\n');
  out.end();
  await once(out, 'finish');
}

function item(at: number, vocabulary: Vocabulary, random: () => number): string {
  const date = new Date(Date.UTC(2010, 0, 1) + at * 600_000).toISOString().slice(0, 19).replace('T', ' ');
  const paragraphs = Array.from(
    { length: 10 },
    () =>
      `<!-- wp:paragraph -->\n<p>${vocabulary.sentence(random, 20)} ${vocabulary.sentence(random, 24)}</p>\n<!-- /wp:paragraph -->`,
  ).join('\n\n');
  const category = `section-${Math.floor(random() * 8)}`;
  const tags = Array.from({ length: 3 }, () => `tag-${Math.floor(random() ** 2 * 900)}`);
  return `<item><title>${vocabulary.sentence(random, 8)}</title><link>https://old.example/${date.slice(0, 4)}/story-${at}/</link><dc:creator><![CDATA[writer${1 + (at % 40)}]]></dc:creator><guid isPermaLink="false">https://old.example/?p=${at}</guid><content:encoded><![CDATA[${paragraphs}]]></content:encoded><excerpt:encoded><![CDATA[${vocabulary.sentence(random, 15)}]]></excerpt:encoded><wp:post_id>${at}</wp:post_id><wp:post_date>${date}</wp:post_date><wp:post_date_gmt>${date}</wp:post_date_gmt><wp:comment_status>closed</wp:comment_status><wp:post_name>story-${at}</wp:post_name><wp:status>publish</wp:status><wp:post_parent>0</wp:post_parent><wp:menu_order>0</wp:menu_order><wp:post_type>post</wp:post_type><wp:post_password></wp:post_password><wp:is_sticky>0</wp:is_sticky><category domain="category" nicename="${category}"><![CDATA[${category}]]></category>${tags.map((tag) => `<category domain="post_tag" nicename="${tag}"><![CDATA[${tag}]]></category>`).join('')}<wp:postmeta><wp:meta_key>_edit_last</wp:meta_key><wp:meta_value><![CDATA[1]]></wp:meta_value></wp:postmeta></item>\n`;
}
