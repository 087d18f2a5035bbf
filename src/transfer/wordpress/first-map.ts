import { defaultAuthorUse, defaultMetaUse, defaultTaxonomyUse, defaultTypeUse } from './default-uses.ts';
import type { Survey } from './survey.ts';
import type { WpOptions } from './wp-options.ts';

/** Meta keys that plugins keep for themselves; the newsroom need not look at them. */
const technicalMeta =
  /^_(?!kicker|subtitle|standfirst)|^(?:rank_math|aioseo|wpseo|fusion|et_|vc_|tdc?_|td_|elementor|amazonS3|jetpack|dsq_|views|post_views|sharing_|classic-editor)/;
const leastUse = 2;

/**
 * The map that a dry run writes for the newsroom to change: what would be done now, with what the files hold beside it.
 * `seen` is for people and is not read back.
 */
export function writeFirstMap(survey: Survey, options: WpOptions): string {
  const types = [...survey.types.keys()].filter(
    (type) => !['attachment', 'nav_menu_item', 'revision'].includes(type),
  );
  const taxonomies = [...survey.terms.taxonomies().keys()].filter(
    (name) => !['nav_menu', 'post_format'].includes(name),
  );
  const keys = [...survey.metaKeys].filter(
    ([key, { count }]) => count >= leastUse && !technicalMeta.test(key),
  );
  const logins = [...new Set([...survey.creators.keys(), ...survey.guests.keys()])].filter(Boolean);
  const map = {
    postTypes: Object.fromEntries(
      types.map((type) => [type, options.map.postTypes.get(type) ?? defaultTypeUse(type)]),
    ),
    taxonomies: Object.fromEntries(
      taxonomies.map((name) => [name, options.map.taxonomies.get(name) ?? defaultTaxonomyUse(name)]),
    ),
    meta: Object.fromEntries(
      keys.map(([key]) => [key, options.map.meta.get(key) ?? defaultMetaUse(key)?.to ?? 'nothing']),
    ),
    authors: Object.fromEntries(
      logins.map((login) => [login, options.map.authors.get(login) ?? authorEntry(survey, login)]),
    ),
    addresses: Object.fromEntries([...addressesOf(survey), ...options.map.addresses]),
    seen: {
      postTypes: Object.fromEntries(survey.types),
      taxonomies: Object.fromEntries(survey.terms.taxonomies()),
      meta: Object.fromEntries(
        keys.map(([key, { count, sample }]) => [key, `${count} times, as "${sample}"`]),
      ),
      paywall: [...survey.traces.values()].map(
        ({ plugin, kind, name, count }) => `${kind} ${name} (${plugin}): ${count}`,
      ),
      words: {
        postTypes: 'story, page, redirect, leave',
        taxonomies: 'section, byline, person, organisation, place, office, subject, nothing',
        meta: 'kicker, standfirst, byline, credit, nothing, or {"to": "access", "values": {"gold": "tiers:gold", "free": "registered"}}',
        authors: 'person, agency, nobody, or {"is": "agency", "name": "Tidewater Press"}',
      },
    },
  };
  return `${JSON.stringify(map, null, 2)}\n`;
}

function authorEntry(survey: Survey, login: string) {
  const name = survey.guests.get(login)?.name ?? survey.authors.get(login)?.name ?? login;
  return { ...defaultAuthorUse(name), name };
}

function addressesOf(survey: Survey): [string, string][] {
  const { folder } = survey.place;
  const usual = { category: `${folder}/category/`, post_tag: `${folder}/tag/` };
  const found = Object.entries(usual).map(([taxonomy, path]): [string, string] => [
    taxonomy,
    survey.folders.folderOf(taxonomy) ?? path,
  ]);
  return [...found, ['author', `${folder}/author/`]];
}
