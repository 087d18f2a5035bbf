import { keptText, keptTexts } from './kept-text.ts';

/**
 * What an import did, as the command prints it with --json.
 *
 * read      every item of the files, the broken ones too
 * made, updated, already   brought in new, brought up to date, unchanged since the last import
 * ours      changed at the source and here too: left as it is here, and what came is kept beside it
 * gone      in the bin at the source, or missing from a complete export
 * skipped   brings nothing in, each with the reason
 * notes     what the newsroom should know besides
 * access    stories and pages by who may read them
 * complete  false when a file ended early
 */
export interface ImportReport {
  read: number;
  made: number;
  updated: number;
  ours: number;
  gone: number;
  already: number;
  skipped: SkippedItem[];
  notes: ImportNote[];
  access: Record<'open' | 'registered' | 'members' | 'tiers', number>;
  complete: boolean;
  dryRun: boolean;
}

export interface SkippedItem {
  item: string;
  file: string;
  line: number;
  why: string;
}

/** `count` says how often, `examples` are addresses or names, three at most. */
export interface ImportNote {
  about: string;
  says: string;
  count: number;
  examples: string[];
}

export type Outcome = 'made' | 'updated' | 'ours' | 'gone' | 'already';

const mostExamples = 3;

/** A report while it grows. Notes that say the same are one note with a count. */
export class ReportBook {
  readonly report: ImportReport;
  private readonly notes = new Map<string, ImportNote>();

  constructor(dryRun: boolean) {
    const counts = { read: 0, made: 0, updated: 0, ours: 0, gone: 0, already: 0 };
    const access = { open: 0, registered: 0, members: 0, tiers: 0 };
    this.report = { ...counts, skipped: [], notes: [], access, complete: true, dryRun };
  }

  count(outcome: Outcome, items = 1): void {
    this.report[outcome] += items;
    this.report.read += items;
  }

  skip(item: SkippedItem): void {
    this.report.read += 1;
    this.report.skipped.push(keptTexts(item));
  }

  note(about: string, says: string, example = '', count = 1): void {
    const note = this.notes.get(`${about}\n${says}`) ?? { about, says, count: 0, examples: [] };
    note.count += count;
    if (example !== '' && note.examples.length < mostExamples && !note.examples.includes(example))
      note.examples.push(keptText(example));
    this.notes.set(`${about}\n${says}`, note);
  }

  /** A note that was counted already. */
  addNote({ about, says, count, examples }: ImportNote): void {
    for (const example of examples.length > 0 ? examples : ['']) this.note(about, says, example, 0);
    this.note(about, says, '', count);
  }

  finish(): ImportReport {
    this.report.notes = [...this.notes.values()];
    return this.report;
  }
}
