import type { Consumer } from '#store/runner.job.js';
import type { Store } from '#store/store.io.js';
import { forgetSources } from './load/origin-rows.sql.ts';

/** What an import kept of a story as it came goes when words are taken out of the story. */
export function forgetsSources({ db }: Store): Consumer {
  return {
    name: 'forget-sources',
    memory: false,
    hear: async (events) => {
      const redacted = events.flatMap(({ name, subject }) =>
        name === 'story.redacted' && subject ? [subject] : [],
      );
      await forgetSources(db, redacted);
    },
  };
}
