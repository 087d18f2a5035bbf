export type ReportName = 'movement' | 'stories' | 'revenue' | 'vouchers';
export type ReportUnit = 'day' | 'week' | 'month';

/**
 * Numbers over time: one value a bucket. `name` is worded by the screen where `says` is empty.
 *
 * is  what the values are: 'people', 'vouchers', 'share' (per mille), or money in minor units of `currency`
 */
export type ReportSeries = {
  name: string;
  says: string;
  is: 'people' | 'vouchers' | 'share' | 'money';
  currency: string | null;
  values: number[];
};

export type ReportReply = {
  unit: ReportUnit;
  /** The first day of each, 'YYYY-MM-DD', or 'YYYY-MM' for months. */
  buckets: string[];
  series: ReportSeries[];
};

/** Stories by whom they made register and join; without a headline where readers do not see it any more. */
export type StoriesReply = {
  stories: {
    story: number;
    headline: string | null;
    path: string | null;
    registered: number;
    joined: number;
  }[];
};
