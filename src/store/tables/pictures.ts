import type { Generated } from 'kysely';

/** Tables of the step 0006-pictures, and what it adds to one of the first step. */
export type PicturesTables = {
  media: {
    title: Generated<string>;
    creator: Generated<string>;
    source: Generated<string>;
    usage_terms: Generated<string>;
    /** As the camera's clock had it, without zone: '2019-05-04T06:31:00', or the date alone, or ''. */
    taken_at: Generated<string>;
    /** JSON: what an editor cut by hand, by shape; '' for nothing. */
    crops: Generated<string>;
    rights_kind: Generated<string>;
    rights_until: Generated<number | null>;
    uploaded_by: Generated<number | null>;
  };
  /** Which stories show which pictures and files; `working` is 1 for what only the working document has. */
  story_media: { media_id: number; story_id: number; working: Generated<number> };
};

export const picturesOwners: Readonly<Record<Exclude<keyof PicturesTables, 'media'>, string>> = {
  story_media: 'stories',
};
