import type { BundleNote } from '../bundle.ts';
import { keptText } from '../kept-text.ts';
import type { UnknownThing } from './body-context.ts';
import type { WpItem } from './item.ts';
import type { MadeItem } from './item-records.ts';
import type { Survey } from './survey.ts';

const mostExamples = 3;

/** Gathers what the newsroom should be told, each thing once, with how often and where it was met. */
export class Findings {
  private readonly notes = new Map<string, BundleNote>();
  private readonly survey: Survey;

  constructor(survey: Survey) {
    this.survey = survey;
  }

  /** What was met while an item's record was made. */
  ofItem(item: WpItem, made: MadeItem<unknown>): void {
    for (const thing of made.body.unknown) this.unknown(thing, item);
    if (made.mended)
      this.add(
        'encoding',
        'Texts had once been saved in a wrong encoding (as â€™ for an apostrophe). They were mended.',
        item,
      );
    for (const id of made.body.missing)
      this.add(
        'pictures',
        `A gallery names pictures that are not in the export, such as number ${id}.`,
        item,
        'missing',
      );
  }

  unknown({ kind, name, count }: UnknownThing, item: WpItem): void {
    const isOfTheme = kind === 'block' && name.startsWith('core/');
    const what = isOfTheme
      ? `The block ${name} shows something only the old site had.`
      : `The ${kind} ${kind === 'shortcode' ? `[${name}]` : name} has no meaning here.`;
    const stays = isOfTheme ? '' : '; what it encloses stays';
    this.add(kind, `${what} It is hidden from readers and kept for the desk${stays}.`, item, name, count);
  }

  wrongBytes(item: WpItem, file: string, count: number): void {
    const key = `bytes ${file}`;
    this.add(
      'encoding',
      `${file}: bytes that are not of its encoding were read as Windows-1252.`,
      item,
      key,
      count,
    );
  }

  ofFile(file: string, line: number, says: string): void {
    this.put(`file ${file} ${line} ${says}`, {
      kind: 'note',
      about: 'file',
      says: `${file}, line ${line}: ${says}`,
      count: 1,
      examples: [],
    });
  }

  add(about: string, says: string, item: WpItem, key = says, count = 1): void {
    const note = this.put(`${about} ${key}`, { kind: 'note', about, says, count: 0, examples: [] });
    note.count += count;
    const where = item.link || item.title || `number ${item.id}`;
    if (note.examples.length < mostExamples && !note.examples.includes(where))
      note.examples.push(keptText(where));
  }

  list(): BundleNote[] {
    return [...this.notes.values(), ...this.ofSurvey(), ...this.ofClock()];
  }

  private put(key: string, note: BundleNote): BundleNote {
    const known = this.notes.get(key) ?? note;
    this.notes.set(key, known);
    return known;
  }

  /** The file does not name the site's time zone; the paper must be told its own. */
  private ofClock(): BundleNote[] {
    const hours = this.survey.clock.hoursFromUtc().filter((hour) => hour !== 0);
    if (hours.length === 0) return [];
    const zones = hours.map((hour) => `UTC${hour < 0 ? '−' : '+'}${Math.abs(hour)}`).join(', ');
    const says = `The old site's clock ran at ${zones}. All times are right; to have them shown in the paper's zone, set timeZone.`;
    return [{ kind: 'note', about: 'settings', says, count: 1, examples: [] }];
  }

  /** A category or tag that sounds like a paywall closes nothing by itself. */
  private ofSurvey(): BundleNote[] {
    const suspicious = [...this.survey.terms.all()].filter(
      (term) =>
        term.stories > 0 &&
        /^(?:premium|plus|abo|members?-?only|subscribers?-?only|subscriber-exclusive|paid)$/i.test(term.slug),
    );
    return suspicious.map(({ taxonomy, slug, name, stories }) => ({
      kind: 'note',
      about: 'access',
      says: `There is a ${taxonomy === 'category' ? 'category' : 'tag'} called ${name}. If its stories are for members, say --premium ${taxonomy === 'category' ? 'category' : 'tag'}=${slug}.`,
      count: stories,
      examples: [],
    }));
  }
}
