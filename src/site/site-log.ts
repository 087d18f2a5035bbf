/** What the site writes into the log. */
export type SiteLog = {
  warn(facts: object, says: string): void;
  error(facts: object, says: string): void;
};
