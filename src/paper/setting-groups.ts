import { type SettingName, settingTable } from './settings.ts';

/** How a setting is asked for on a screen. Choices are written as the setting takes them. */
export type SettingForm =
  | { readonly is: 'line' | 'text' | 'address' | 'colour' | 'number' | 'yes-no' | 'language' | 'zone' }
  | { readonly is: 'list' | 'links' }
  | { readonly is: 'choice'; readonly choices: readonly string[] };

export type SettingGroup =
  | 'members'
  | 'paper'
  | 'look'
  | 'navigation'
  | 'embeds'
  | 'mail'
  | 'sign-in'
  | 'operating';

type Known = { readonly group: SettingGroup; readonly form: SettingForm };

const line = { is: 'line' } as const;
const yesNo = { is: 'yes-no' } as const;
const number = { is: 'number' } as const;
const list = { is: 'list' } as const;

/** Where each setting is asked for, and how. One that nobody placed stands under operating as a line. */
const known: Partial<Record<SettingName, Known>> = {
  name: { group: 'paper', form: line },
  tagline: { group: 'paper', form: line },
  description: { group: 'paper', form: { is: 'text' } },
  language: { group: 'paper', form: { is: 'language' } },
  timeZone: { group: 'paper', form: { is: 'zone' } },
  address: { group: 'paper', form: { is: 'address' } },
  searchEngines: { group: 'paper', form: yesNo },
  mostRead: { group: 'paper', form: yesNo },
  feedTexts: { group: 'paper', form: { is: 'choice', choices: ['summary', 'whole'] } },
  accent: { group: 'look', form: { is: 'colour' } },
  accentDark: { group: 'look', form: { is: 'colour' } },
  textFont: { group: 'look', form: { is: 'choice', choices: ['', 'source-serif', 'newsreader'] } },
  logo: { group: 'look', form: line },
  logoDark: { group: 'look', form: line },
  logoWidth: { group: 'look', form: number },
  logoHeight: { group: 'look', form: number },
  theme: { group: 'look', form: line },
  navigation: { group: 'navigation', form: { is: 'links' } },
  footer: { group: 'navigation', form: { is: 'links' } },
  footerLine: { group: 'navigation', form: line },
  embedHosts: { group: 'embeds', form: list },
  outsideHosts: { group: 'embeds', form: list },
  readerAccounts: { group: 'members', form: yesNo },
  lettersDoubleOptIn: { group: 'members', form: yesNo },
  lettersWords: { group: 'members', form: { is: 'text' } },
  privacyPage: { group: 'members', form: line },
  codesPerMinute: { group: 'members', form: number },
  smtpEncryption: { group: 'mail', form: { is: 'choice', choices: ['starttls', 'tls', 'none'] } },
  providerAddress: { group: 'sign-in', form: { is: 'address' } },
  vouchersAtEnd: { group: 'members', form: { is: 'choice', choices: ['keep', 'end'] } },
  voucherReminderDays: { group: 'members', form: number },
  publisherName: { group: 'members', form: line },
  publisherAddress: { group: 'members', form: { is: 'text' } },
  publisherTaxId: { group: 'members', form: line },
  graceDays: { group: 'members', form: number },
  withdrawalDays: { group: 'members', form: number },
  priceNoticeDays: { group: 'members', form: number },
  invoices: { group: 'members', form: yesNo },
  invoiceWords: { group: 'members', form: { is: 'text' } },
  invoiceDays: { group: 'members', form: number },
  invoiceBeforeDays: { group: 'members', form: number },
  invoiceTrust: { group: 'members', form: yesNo },
  meterPeriod: { group: 'members', form: { is: 'choice', choices: ['off', 'week', 'month'] } },
  meterAnonymous: { group: 'members', form: number },
  meterRegistered: { group: 'members', form: number },
  meterTiers: { group: 'members', form: yesNo },
  openingParagraphs: { group: 'members', form: number },
  storyGifts: { group: 'members', form: number },
  storyGiftDays: { group: 'members', form: number },
  storyGiftOpens: { group: 'members', form: number },
  membersContact: { group: 'members', form: line },
  giftCodeDays: { group: 'members', form: number },
  groupInvoiceDays: { group: 'members', form: number },
  outsideFolder: { group: 'members', form: line },
  outsideProducts: { group: 'members', form: list },
};

/** In the order in which screens ask; those that nobody placed come last. */
export function inScreenOrder<One extends { readonly name: string }>(settings: readonly One[]): One[] {
  const names = Object.keys(known);
  const placeIn = ({ name }: One) => (names.includes(name) ? names.indexOf(name) : names.length);
  return settings.toSorted((one, other) => placeIn(one) - placeIn(other));
}

/** Where a setting is asked for, and how, judged by its standard value where nobody placed it. */
export function placeOf(name: string): Known {
  const placed = known[name as SettingName];
  if (placed) return placed;
  const group = groupOf(name);
  const standard = settingTable[name as SettingName]?.default as unknown;
  if (typeof standard === 'boolean') return { group, form: yesNo };
  if (typeof standard === 'number') return { group, form: number };
  return { group, form: Array.isArray(standard) ? list : line };
}

function groupOf(name: string): SettingGroup {
  if (/^(?:mail|smtp)/.test(name)) return 'mail';
  if (/^(?:provider|secondStep)/.test(name)) return 'sign-in';
  if (/^(?:stripe|currency)/.test(name)) return 'members';
  return 'operating';
}
