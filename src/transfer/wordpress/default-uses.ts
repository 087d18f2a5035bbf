import type { AuthorUse, MetaUse, TaxonomyUse, TypeUse } from './wp-map.ts';

/** Types of item that WordPress and its plugins keep for themselves: nothing a reader ever saw as a page of its own. */
const technicalTypes =
  /^(?:revision|nav_menu_item|custom_css|customize_changeset|oembed_cache|user_request|wp_.*|acf-.*|acf_.*|wpcf7.*|elementor.*|e-landing-page|tablepress_table|mc4wp-form|wpforms.*|ninja_forms?|nf_sub|feedback|jp_.*|jetpack.*|scheduled-action|shop_.*|product.*|redirect_rule|guest-author|guest_author|memberpress.*|mp_.*|wc_.*|np_.*|newspack_.*|cc_restriction|restriction|popup.*|ad|ads|advanced_ads.*|dfp_.*|ml-slider|slide|slider|soliloquy|envira|tdb_templates|tdc-review|fusion_.*|et_pb_layout|et_.*|vc4_templates|vc_.*|fl-builder-template|ct_template|oxy.*|amp_validated_url|web-story|post-forking|is_search_form|cookielawinfo|cmplz.*|mailpoet_page|polylang_mo|spucpt|wysijap|sfwd-.*|wpml.*|iwp_log|snippet|um_form|um_directory|um_role|bwg_.*|forminator.*|frm_.*|custom-css-js|code_snippet|llms_.*|tribe_(?:organizer|venue)|coblocks_.*|display_type|schema|saswp.*|rank_math_schema|wpb_.*|views_?template|view|wp-types-group|opanda-item)$/;

/** Types that were pages of their own and no news: they keep their addresses and stand in no list of stories. */
const standingTypes =
  /^(?:events?|tribe_events|testimonials?|faqs?|team|staff|people|persons?|members?|profiles?|portfolio|projects?|jobs?|job_listing|vacanc(?:y|ies)|sponsors?|partners?|locations?|places?|services?|clients?|propert(?:y|ies)|courses?|lessons?|downloads?|documents?|listings?|directory|business(?:es)?|advertisers?|products?|books?|landing_?pages?|issues?|magazines?|newsletters?|polls?|quiz(?:zes)?|forum|topic|reply|glossary|help|docs?)$/;

/** What items of a type become when the newsroom has not said. */
export function defaultTypeUse(type: string): TypeUse {
  if (type === 'post' || type === '') return 'story';
  if (type === 'page') return 'page';
  if (technicalTypes.test(type)) return 'leave';
  return standingTypes.test(type) ? 'page' : 'story';
}

const technicalTaxonomies =
  /^(?:nav_menu|link_category|post_format|wp_.*|post_translations|term_translations|language|term_language|product_.*|pa_.*|following_users|post_status|ef_.*|elementor_.*|layout_.*|module_.*|media_category|attachment_category|amp_.*|yst_.*|action-group|newspack_.*|brand)$/;

/** What terms of a taxonomy become when the newsroom has not said. */
export function defaultTaxonomyUse(taxonomy: string): TaxonomyUse {
  if (taxonomy === 'category') return 'section';
  if (taxonomy === 'author') return 'byline';
  if (technicalTaxonomies.test(taxonomy)) return 'nothing';
  if (/person|people|politician|player/.test(taxonomy)) return 'person';
  if (/place|location|city|cities|region|country|municipal|neighbou?rhood/.test(taxonomy)) return 'place';
  return /organi[sz]ation|compan|institution|party|team|club/.test(taxonomy) ? 'organisation' : 'subject';
}

/** Meta keys whose meaning is plain from their name, as subtitle plugins and news themes write them. */
const usualMeta: Readonly<Record<string, MetaUse['to']>> = {
  newspack_post_subtitle: 'standfirst',
  subtitle: 'standfirst',
  _subtitle: 'standfirst',
  wps_subtitle: 'standfirst',
  kia_subtitle: 'standfirst',
  _kiasubtitle: 'standfirst',
  the_subtitle: 'standfirst',
  standfirst: 'standfirst',
  dek: 'standfirst',
  kicker: 'kicker',
  _kicker: 'kicker',
  overline: 'kicker',
  eyebrow: 'kicker',
};

export function defaultMetaUse(key: string): MetaUse | undefined {
  const to = Object.hasOwn(usualMeta, key) ? usualMeta[key] : undefined;
  return to && to !== 'access' ? { to } : undefined;
}

const agencies =
  /^(?:reuters|associated press|the associated press|ap|afp|agence france[- ]presse|dpa|apa|ansa|efe|pa|pa media|press association|upi|bloomberg|xinhua|tass|interfax|kyodo(?: news)?|yonhap|pti|ians|ani|belga|anp|ntb|tt|ritzau|stt|ctk|čtk|pap|mti|hina|tanjug|sputnik|anadolu(?: agency)?|lusa|europa press|keystone-sda|sda|aap|canadian press|the canadian press|getty images)$/i;

/** Who an author is when the newsroom has not said. */
export function defaultAuthorUse(name: string): AuthorUse {
  return { is: agencies.test(name.trim()) ? 'agency' : 'person' };
}
