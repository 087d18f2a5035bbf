import { fault } from '#kit/fault.js';
import { paperFaults } from './faults.ts';
import {
  colour,
  currency,
  languageTag,
  links,
  loopbackAddress,
  machines,
  oneOf,
  type Parser,
  severalOf,
  text,
  textList,
  timeZone,
  webAddress,
  wholeNumber,
  yesOrNo,
} from './setting-values.ts';

type Setting<Value> = {
  readonly parse: Parser<Value>;
  readonly default: Value;
  readonly says: string;
  readonly secret?: boolean;
};

/** Keeps the value's type while the table below is one plain object. */
function setting<Value>(
  parse: Parser<Value>,
  standard: NoInfer<Value>,
  says: string,
  secret = false,
): Setting<Value> {
  return { parse, default: standard, says, secret };
}

/** Every setting: how it is read, what it is when nobody set it, and what it does. docs/settings.md is made of this. */
export const settingTable = {
  name: setting(text, 'Standfirst', 'The name of the paper.'),
  tagline: setting(text, '', 'A line under the name on the front; empty for none.'),
  description: setting(text, '', 'What the paper is, in one or two sentences, for search engines and feeds.'),
  language: setting(
    languageTag,
    'en-GB',
    'Language of the paper and of its pages. Texts of the pages exist in English and German.',
  ),
  timeZone: setting(
    timeZone,
    'Etc/UTC',
    'Time zone in which readers are told the time and the days of the archive begin.',
  ),
  address: setting(
    webAddress,
    '',
    'Public address of the paper, as https://example.org. Empty: the address it listens on.',
  ),
  logo: setting(text, '', 'Address of a picture in place of the name set in type, as /media/logo.svg.'),
  logoDark: setting(text, '', 'The same for the dark scheme; empty for the same picture.'),
  logoWidth: setting(wholeNumber(1, 4000), 240, 'Width of that picture, in its own pixels.'),
  logoHeight: setting(wholeNumber(1, 4000), 48, 'Height of that picture, in its own pixels.'),
  accent: setting(colour, '', "The paper's one accent colour; empty for the theme's."),
  accentDark: setting(colour, '', 'The accent in the dark scheme.'),
  textFont: setting(
    oneOf('', 'source-serif', 'newsreader'),
    '',
    "Typeface of headlines and text; empty for the theme's.",
  ),
  navigation: setting(links, [], 'Links of the masthead. Empty: the sections in their order.'),
  footer: setting(links, [], 'Links at the foot of every page.'),
  footerLine: setting(text, '', 'A sentence at the foot of every page: who is responsible, copyright.'),
  theme: setting(
    text,
    '',
    'Folder of a theme of your own, relative to the data folder. Empty: the theme that comes with Standfirst.',
  ),
  embedHosts: setting(
    textList,
    [],
    'Hosts whose embeds show at once, in a sandboxed frame: your own graphics. All others wait for a click.',
  ),
  outsideHosts: setting(
    textList,
    [],
    'Hosts that pages may load pictures from. Empty: nothing is loaded from elsewhere.',
  ),
  feedTexts: setting(
    oneOf('summary', 'whole'),
    'summary',
    'Whether feeds and the read API carry whole texts of open stories, or headline, standfirst and link.',
  ),
  apiKeys: setting(
    textList,
    [],
    'Keys with which the read API gives whole texts of open stories, sent as Authorization: Bearer KEY.',
    true,
  ),
  mostRead: setting(yesOrNo, true, 'Whether pages show what is read most.'),
  searchEngines: setting(
    yesOrNo,
    true,
    'Whether search engines may list the paper. No: robots.txt keeps them out and pages say noindex.',
  ),
  proxies: setting(
    machines,
    ['loopback'],
    "Proxies whose word about the client's address is believed: addresses, networks (10.0.0.0/8) or loopback.",
  ),
  metricsFrom: setting(
    machines,
    ['loopback'],
    'Clients that may read /metrics: addresses, networks or loopback. All others get 404.',
  ),
  webhookPrivate: setting(
    yesOrNo,
    false,
    'Whether webhooks may go to private networks and without https, as to another program on the same machine.',
  ),
  searchesPerMinute: setting(wholeNumber(1, 100_000), 30, 'Searches one client may make a minute.'),
  apiPerMinute: setting(wholeNumber(1, 100_000), 120, 'Calls of the read API one client may make a minute.'),
  limitLoopback: setting(yesOrNo, false, 'Whether the two limits above hold for this machine itself too.'),
  pageMemoryMb: setting(wholeNumber(4, 16_384), 64, 'Memory for finished pages, in megabytes.'),
  uploadMb: setting(
    wholeNumber(1, 2000),
    60,
    'Largest picture or file that may be put in at the desk, in megabytes.',
  ),
  sharedCacheSeconds: setting(wholeNumber(0, 30), 30, 'How long a CDN or proxy may keep a page, in seconds.'),
  purgeAddress: setting(
    webAddress,
    '',
    'Where to POST surrogate keys of pages that changed, for a CDN; empty for none.',
  ),
  purgeToken: setting(text, '', 'Sent with the purge call as Authorization: Bearer TOKEN.', true),
  secureOnly: setting(
    yesOrNo,
    false,
    'Whether browsers are told to use https only (HSTS). Turn it on once https works.',
  ),
  smtpHost: setting(
    text,
    '',
    'Mail server that letters go out by, as smtp.example.org. Empty: they lie as files in the folder `outbox` of the data folder.',
  ),
  smtpPort: setting(wholeNumber(1, 65_535), 587, 'Port of the mail server: 587 for starttls, 465 for tls.'),
  smtpEncryption: setting(
    oneOf('starttls', 'tls', 'none'),
    'starttls',
    'How the way to the mail server is kept secret. `none` is for a server on the same machine.',
  ),
  smtpUser: setting(text, '', 'Name to sign in with at the mail server; empty for none.'),
  smtpPassword: setting(text, '', 'Password at the mail server.', true),
  mailFrom: setting(
    text,
    '',
    'Sender of letters, as desk@example.org. Empty: no-reply at the host of the paper.',
  ),
  readerAccounts: setting(
    yesOrNo,
    true,
    'Whether readers may have accounts: pages show the way to them, and closed stories how to join.',
  ),
  secondStepRoles: setting(
    severalOf('contributor', 'reporter', 'editor', 'chief', 'commercial', 'admin'),
    [],
    'Roles that must take a second step when they sign in, by an app that shows codes. Everybody else may.',
  ),
  providerAddress: setting(
    webAddress,
    '',
    'OpenID Connect: address of the provider (its issuer) by which staff may sign in. Empty for none.',
  ),
  providerName: setting(text, '', 'What the provider is called on the sign-in page, as Example Account.'),
  providerClient: setting(text, '', 'Client id that the provider gave this paper.'),
  providerSecret: setting(text, '', 'Client secret that the provider gave this paper.', true),
  lettersDoubleOptIn: setting(
    yesOrNo,
    true,
    'Whether readers who ask for letters on their account page get them only once a link in a letter was confirmed. Who joins has shown the address by the code.',
  ),
  lettersWords: setting(
    text,
    '',
    'What readers agree to when they ask for letters, in one or two sentences. Empty: the sentence that comes with Standfirst.',
  ),
  privacyPage: setting(
    text,
    '',
    'Page that says how readers’ data is handled, as /privacy; it is linked where they join.',
  ),
  codesPerMinute: setting(
    wholeNumber(1, 100_000),
    120,
    'Sign-in codes that browsers nobody signed in with before may ask for in a minute, all together: what a flood of robots can do at most.',
  ),
  currency: setting(currency, 'EUR', 'Currency in which memberships are offered, as EUR or GBP.'),
  stripeKey: setting(
    text,
    '',
    'Secret key of the Stripe account that takes payments: sk_live_… or, to try it, sk_test_…. Empty for none.',
    true,
  ),
  stripeWebhookSecret: setting(
    textList,
    [],
    'Signing secrets of the Stripe webhook at /account/stripe (whsec_…); two while one takes over from the other.',
    true,
  ),
  stripeAddress: setting(
    loopbackAddress,
    '',
    'Where Stripe is, when it is a server on this same machine that plays its part in a test. Empty: Stripe itself.',
  ),
  openingParagraphs: setting(
    wholeNumber(1, 20),
    2,
    'How many paragraphs everybody may read of a story that is not open and has no premium cut. Never the whole of it.',
  ),
  meterPeriod: setting(
    oneOf('off', 'week', 'month'),
    'off',
    'Whether readers without a tier may read some stories whole, and for how long an allowance lasts: weeks begin on Monday, both by the clocks of the paper.',
  ),
  meterAnonymous: setting(
    wholeNumber(0, 100),
    2,
    'Stories that somebody without an account may read whole in that time.',
  ),
  meterRegistered: setting(
    wholeNumber(0, 100),
    4,
    'Stories that somebody with an account, and no tier that opens them, may read whole in that time.',
  ),
  meterTiers: setting(yesOrNo, false, 'Whether the meter opens stories for named tiers too.'),
  storyGifts: setting(
    wholeNumber(0, 100),
    5,
    'Stories that a member may open to friends each month. 0: none.',
  ),
  storyGiftDays: setting(wholeNumber(1, 365), 14, 'How many days the link to a story given lasts.'),
  storyGiftOpens: setting(wholeNumber(1, 1000), 10, 'How many readers may open one story given.'),
  vouchersAtEnd: setting(
    oneOf('keep', 'end'),
    'keep',
    'What becomes of vouchers that a member claimed and has not used when the membership ends: they may keep them until they expire, or they end with it. Who steps back from a contract keeps none.',
  ),
  voucherReminderDays: setting(
    wholeNumber(0, 60),
    3,
    'How many days before a claimed voucher expires its holder is reminded by letter; 0 for no letter.',
  ),
  publisherName: setting(
    text,
    '',
    'Who publishes the paper, as it stands on receipts and invoices. Empty: the name of the paper.',
  ),
  publisherAddress: setting(text, '', "The publisher's postal address, as it stands on receipts."),
  publisherTaxId: setting(text, '', "The publisher's tax number on receipts."),
  graceDays: setting(
    wholeNumber(0, 90),
    14,
    'Days for which a member keeps access when a payment failed or is late.',
  ),
  withdrawalDays: setting(
    wholeNumber(0, 60),
    14,
    'Days within which somebody who joined may step back and have everything back. In the European Union at least 14.',
  ),
  priceNoticeDays: setting(
    wholeNumber(0, 365),
    30,
    'Days of notice before a member is charged a changed price.',
  ),
  invoices: setting(
    yesOrNo,
    true,
    'Whether membership may be bought by invoice and paid by transfer or in cash, marked paid by staff.',
  ),
  invoiceWords: setting(text, '', 'How an invoice is to be paid: account, holder, or where the till is.'),
  invoiceDays: setting(wholeNumber(0, 90), 14, 'Days within which an invoice is to be paid.'),
  invoiceBeforeDays: setting(
    wholeNumber(0, 60),
    14,
    'Days before a period begins at which its invoice is sent.',
  ),
  invoiceTrust: setting(
    yesOrNo,
    false,
    'Whether who orders by invoice reads at once, until the invoice should have been paid. No: from the payment on.',
  ),
  membersContact: setting(
    text,
    '',
    'Where readers turn to about their membership, as members@example.org or a telephone number. Shown where a page cannot help.',
  ),
  giftCodeDays: setting(
    wholeNumber(30, 3_650),
    1_095,
    'Days within which a gift that was bought has to be redeemed.',
  ),
  groupInvoiceDays: setting(
    wholeNumber(0, 90),
    30,
    'Days within which the invoice of a group is to be paid.',
  ),
  outsideFolder: setting(
    text,
    '',
    'Folder in which a circulation system leaves its files, FEED.csv each, relative to the data folder: a new one is taken in within minutes, the same one again each night. Empty: none.',
  ),
  outsideProducts: setting(
    textList,
    [],
    'Which tier a product of the printed paper brings, as `Daily = gold`. `* = gold` is for all that are not named.',
  ),
} as const satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof settingTable;
export type Settings = {
  readonly [Name in SettingName]: (typeof settingTable)[Name] extends Setting<infer Value> ? Value : never;
};

/** The table as docs/settings.md shows it. */
export const settingList: readonly { name: string; default: string; says: string; environment: string }[] =
  Object.entries(settingTable).map(([name, entry]) => ({
    name,
    default: typeof entry.default === 'string' ? entry.default : JSON.stringify(entry.default),
    says: entry.says,
    environment: environmentName(name),
  }));

/** `timeZone` → `STANDFIRST_TIME_ZONE`. */
export function environmentName(name: string): string {
  return `STANDFIRST_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/**
 * Puts settings together; a later source wins. Every mistake is told at once.
 *
 * sources  values by name, each with a word for where it stands ("settings.json", "the environment")
 * throws   setting-unknown, setting-wrong
 */
export function readSettings(
  sources: readonly { from: string; values: Readonly<Record<string, unknown>> }[],
): Settings {
  const found: Record<string, unknown> = Object.fromEntries(
    Object.entries(settingTable).map(([name, entry]) => [name, entry.default]),
  );
  const wrong: { name: string; reason: string }[] = [];
  for (const { from, values } of sources) {
    for (const [name, raw] of Object.entries(values)) {
      const entry = findSetting(name);
      if (!entry) {
        wrong.push({ name, reason: `there is no such setting (in ${from}).` });
        continue;
      }
      const parsed = (entry.parse as Parser<unknown>)(raw);
      if (parsed.ok) found[name] = parsed.value;
      else wrong.push({ name, reason: `${parsed.refusal} (in ${from})` });
    }
  }
  const [first, ...others] = wrong;
  if (first) {
    const more = others.map(({ name, reason }) => ` The setting ${name} is wrong too: ${reason}`).join('');
    throw fault(paperFaults, 'setting-wrong', { name: first.name, reason: first.reason + more });
  }
  return found as Settings;
}

export function findSetting(name: string): Setting<unknown> | undefined {
  return Object.hasOwn(settingTable, name)
    ? (settingTable[name as SettingName] as Setting<unknown>)
    : undefined;
}
