/** Ids are numbers given once by the store. Branding keeps a topic's id from being taken for a story's. */
declare const brand: unique symbol;
type Id<Name extends string> = number & { readonly [brand]: Name };

export type StoryId = Id<'Story'>;
export type RevisionId = Id<'Revision'>;
export type SectionId = Id<'Section'>;
export type TopicId = Id<'Topic'>;
export type BylineId = Id<'Byline'>;
export type MediaId = Id<'Media'>;
export type PageId = Id<'Page'>;
export type CommentId = Id<'Comment'>;
export type TierId = Id<'Tier'>;
export type AccountId = Id<'Account'>;
export type FrontId = Id<'Front'>;
export type ContainerId = Id<'Container'>;
export type CardId = Id<'Card'>;
export type PriceId = Id<'Price'>;
export type OfferId = Id<'Offer'>;
export type MembershipId = Id<'Membership'>;
export type PaymentId = Id<'Payment'>;
export type GroupId = Id<'Group'>;
export type PartnerId = Id<'Partner'>;
export type PlaceId = Id<'Place'>;
export type BenefitId = Id<'Benefit'>;
export type VoucherId = Id<'Voucher'>;
