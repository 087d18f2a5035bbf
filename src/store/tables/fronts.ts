import type { Generated } from 'kysely';

/** Tables of the step 0007-fronts. */
export type FrontsTables = {
  /** One for the home page (section_id null), one for each section that has an arranged front. */
  front: { id: Generated<number>; section_id: number | null; made_at: number };
  /** What was up when, never changed again. */
  front_version: {
    front_id: number;
    number: number;
    /** JSON: the containers with their cards, and which version last changed each. */
    content: string;
    how: 'launch' | 'timed' | 'breaking' | 'restored' | 'imported';
    launched_at: number;
    launched_by: number | null;
    launch_id: number | null;
    /** JSON: the versions that the launched draft was made from. */
    bases: string;
    /** JSON: what this version changed, by container. */
    changes: string;
  };
  front_launch: {
    id: Generated<number>;
    front_id: number;
    launch_at: number;
    /** JSON: what is to be launched, as the draft had it when the launch was made. */
    wish: string;
    made_by: number | null;
    made_at: number;
    state: Generated<'waiting' | 'done' | 'cancelled'>;
    /** The version it made; null while it waits, and where it changed nothing. */
    version: number | null;
    /** JSON: the containers it left as they were, once it is done. */
    left_alone: string | null;
    /** When its owner was told of what it left. */
    told_at: number | null;
  };
};

export const frontsOwners: Readonly<Record<keyof FrontsTables, string>> = {
  front: 'fronts',
  front_version: 'fronts',
  front_launch: 'fronts',
};
