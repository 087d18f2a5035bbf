import type { SectionId } from '#kit/ids.js';
import type { Section } from '#paper/section.sql.js';
import { readSettings } from '#paper/settings.js';
import type { Paper } from '../page.ts';
import { makeTheme } from '../theme/theme.ts';

/** A paper without a database: 'The Tidewater Courier' in British English, with these settings and sections. */
export function aPaper(
  values: Readonly<Record<string, unknown>> = {},
  sections: readonly Section[] = [],
): Paper {
  const settings = readSettings([
    {
      from: 'the test',
      values: {
        name: 'The Tidewater Courier',
        address: 'https://courier.example',
        timeZone: 'Europe/London',
        ...values,
      },
    },
  ]);
  return {
    settings,
    theme: makeTheme(),
    sections,
    sectionById: new Map(sections.map((section) => [section.id, section])),
    address: settings.address,
    host: new URL(settings.address).host,
    view: {
      name: settings.name,
      tagline: settings.tagline || null,
      logo: null,
      language: settings.language,
      direction: 'ltr',
      timeZone: settings.timeZone,
      address: settings.address,
      navigation: [],
      footer: [],
      footerLine: null,
      accountHref: null,
      trustedEmbedHosts: [],
      assets: {
        stylesheets: [],
        accountSheet: '',
        counterSheet: '',
        fonts: [],
        islands: { account: '', embed: '', gate: '', passkey: '', search: '', voucher: '' },
        icon: '',
      },
    },
  };
}

export function aSection(id: number, slug: string, more: Partial<Section> = {}): Section {
  const name = slug.charAt(0).toUpperCase() + slug.slice(1);
  return {
    id: id as SectionId,
    slug,
    name,
    description: '',
    parent: null,
    position: id,
    access: 'open',
    ...more,
  };
}
