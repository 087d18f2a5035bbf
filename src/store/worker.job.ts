import type { Clock } from '#kit/clock.js';
import { extendLease, failJob, finishJob, hasDueJob, type Job, MOST_ATTEMPTS, takeJob } from './jobs.sql.ts';
import type { RunnerLog } from './runner.job.ts';
import type { Store } from './store.io.ts';

const LEASE_MS = 60_000;
const FIRST_RETRY_MS = 2_000;
const LOOK_AGAIN_MS = 2_000;

/** What does a kind of job. Must be repeatable: after a crash it runs again. */
export type JobHandler = (job: Job) => Promise<void>;

/** Works through the queue, one job at a time; a job that fails is tried again later, and put aside after eight tries. */
export class JobWorker {
  readonly #store: Store;
  readonly #handlers: Readonly<Record<string, JobHandler>>;
  readonly #clock: Clock;
  readonly #log: RunnerLog;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #stopListening: () => void = () => {};
  #again = false;
  #stopped = false;

  constructor(store: Store, handlers: Readonly<Record<string, JobHandler>>, clock: Clock, log: RunnerLog) {
    this.#store = store;
    this.#handlers = handlers;
    this.#clock = clock;
    this.#log = log;
  }

  start(): void {
    this.#stopListening = this.#store.onCommit(() => this.#plan(0));
    this.#plan(0);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopListening();
    clearTimeout(this.#timer);
    await this.#running;
  }

  #plan(waitMs: number): void {
    if (this.#running && waitMs === 0) this.#again = true;
    if (this.#stopped || this.#running) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), waitMs);
    this.#timer.unref();
  }

  #look(): void {
    this.#again = false;
    this.#running = this.#workUntilEmpty()
      .catch((error: unknown) =>
        this.#log.error({ error }, 'The job queue could not be read; it is tried again.'),
      )
      .then(() => {
        this.#running = undefined;
        this.#plan(this.#again ? 0 : LOOK_AGAIN_MS);
      });
  }

  async #workUntilEmpty(): Promise<void> {
    const kinds = Object.keys(this.#handlers);
    if (kinds.length === 0) return;
    for (;;) {
      if (this.#stopped) return;
      // A cheap read first: a look must not open a writing transaction, whose commit would wake the next look.
      if (!(await hasDueJob(this.#store.db, kinds, this.#clock()))) return;
      const job = await takeJob(this.#store.db, kinds, this.#clock(), LEASE_MS);
      if (!job) return;
      await this.#run(job);
    }
  }

  async #run(job: Job): Promise<void> {
    const alive = setInterval(() => {
      extendLease(this.#store.db, job, new Date(this.#clock().getTime() + LEASE_MS)).catch((error: unknown) =>
        this.#log.error({ error, job: job.id }, 'A running job could not be marked alive.'),
      );
    }, LEASE_MS / 3);
    try {
      await this.#handlers[job.kind]?.(job);
      await finishJob(this.#store.db, job);
    } catch (error) {
      const retryMs = FIRST_RETRY_MS * 2 ** (job.attempts - 1);
      const retryAt = job.attempts < MOST_ATTEMPTS ? new Date(this.#clock().getTime() + retryMs) : undefined;
      this.#log.error(
        { error, job: job.id, kind: job.kind },
        retryAt ? 'A job failed; it is tried again.' : 'A job failed for good.',
      );
      await failJob(this.#store.db, job, error instanceof Error ? error.message : String(error), retryAt);
    } finally {
      clearInterval(alive);
    }
  }
}
