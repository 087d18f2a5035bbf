import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { PageStore } from './page-store.ts';

/** What the reader's site counts, for /metrics. Pages that are sent are counted in plain numbers and read when asked. */
export class SiteMetrics {
  readonly registry = new Registry();
  /** Pages sent, by status; the hot path only adds to these. */
  readonly sent: Record<number, number> = {};
  readonly made: Counter<'status'>;
  readonly makingSeconds: Histogram;
  readonly publishSeconds: Histogram;

  constructor(store: PageStore) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.made = new Counter({
      name: 'standfirst_pages_made_total',
      help: 'Pages made, by status.',
      labelNames: ['status'],
      registers,
    });
    this.makingSeconds = new Histogram({
      name: 'standfirst_page_making_seconds',
      help: 'Time to make a page.',
      buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.25, 1],
      registers,
    });
    this.publishSeconds = new Histogram({
      name: 'standfirst_event_age_seconds',
      help: 'Age of an event when the pages it changes are dropped.',
      buckets: [0.005, 0.02, 0.05, 0.1, 0.5, 2],
      registers,
    });
    const sent = this.sent;
    new Counter({
      name: 'standfirst_pages_sent_total',
      help: 'Pages sent, by status, kept ones and new ones.',
      labelNames: ['status'],
      registers,
      collect() {
        this.reset();
        for (const [status, count] of Object.entries(sent)) this.inc({ status }, count);
      },
    });
    new Gauge({
      name: 'standfirst_kept_pages',
      help: 'Pages in memory.',
      registers,
      collect() {
        this.set(store.size.pages);
      },
    });
    new Gauge({
      name: 'standfirst_kept_pages_bytes',
      help: 'Memory that pages take.',
      registers,
      collect() {
        this.set(store.size.bytes);
      },
    });
  }
}
