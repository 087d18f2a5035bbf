/**
 * What the usual paywall and membership plugins leave in an export. General knowledge of those plugins, gathered in one
 * list; a name with a `*` at its end stands for all that begin so.
 *
 * meta, shortcodes, blocks  that close the very item, or what they enclose, to readers without access
 * hints                     meta keys, shortcodes, blocks and types of item that show the plugin was there and close nothing by themselves
 * openValues                values of its meta keys that mean open
 * outsiders                 shortcodes and blocks for those without access: an invitation to subscribe, no part of the story
 * words                     marks in the text itself; what follows them is closed
 */
export interface PaywallPlugin {
  name: string;
  meta?: readonly string[];
  shortcodes?: readonly string[];
  blocks?: readonly string[];
  hints?: readonly string[];
  openValues?: RegExp;
  outsiders?: readonly string[];
  words?: readonly string[];
}

export const paywallPlugins: readonly PaywallPlugin[] = [
  {
    name: 'MemberPress',
    meta: ['_mepr_protected', '_mepr_content_protected'],
    shortcodes: ['mepr-show', 'mepr-active', 'mepr-protected', 'mepr-content-protected', 'mepr-rule'],
    blocks: ['memberpress/protected-content'],
    hints: ['_mepr*', 'mepr*', 'memberpressrule', 'memberpressproduct', 'memberpressgroup', 'memberpress/*'],
    outsiders: ['mepr-hide', 'mepr-unauthorized-message', 'mepr-login-form'],
  },
  {
    name: 'Paid Memberships Pro',
    meta: ['pmpro_require_membership', '_pmpro_require_membership'],
    shortcodes: ['membership', 'pmpro_membership', 'pmpro_member_content'],
    blocks: ['pmpro/membership'],
    hints: ['pmpro*', '_pmpro*', 'pmpro/*'],
  },
  {
    name: 'Restrict Content Pro',
    meta: ['rcp_subscription_level', 'rcp_access_level', 'rcp_user_level', '_is_paid', 'rcp_restricted'],
    shortcodes: [
      'restrict',
      'is_paid',
      'is_active',
      'user_has_cap',
      'rcp_is_paid',
      'rcp_is_active',
      'register_restrict',
    ],
    blocks: ['restrict-content-pro/restrict', 'rcp/restrict-content'],
    hints: ['rcp_*', 'rcp/*', 'restrict-content-pro/*', 'restrict-content/*'],
    outsiders: ['not_logged_in', 'is_free', 'is_not_paid', 'is_expired', 'rcp_is_not_active'],
  },
  {
    name: 'WooCommerce Memberships',
    meta: ['_wc_memberships_restricted'],
    shortcodes: ['wcm_restrict'],
    blocks: ['woocommerce-memberships/member-content'],
    hints: [
      '_wc_memberships*',
      'wcm_*',
      'wc_membership_plan',
      'wc_user_membership',
      'woocommerce-memberships/*',
    ],
    openValues: /^(no|0|)$/i,
    outsiders: ['wcm_nonmember', 'wcm_content_restricted', 'woocommerce-memberships/non-member-content'],
  },
  {
    name: 'Leaky Paywall',
    meta: [
      '_issuem_leaky_paywall_visibility',
      'issuem-leaky-paywall-visibility',
      '_leaky_paywall_visibility',
      'leaky_paywall_visibility',
    ],
    shortcodes: ['leaky_paywall_content', 'leaky_paywall_restricted_content', 'leaky_paywall_show'],
    blocks: ['leaky-paywall/restricted-content'],
    hints: [
      'leaky_paywall*',
      '_leaky_paywall*',
      'issuem-leaky*',
      '_issuem_leaky*',
      'leaky-paywall/*',
      'lp_transaction',
      'lp-coupon',
    ],
    openValues: /visibility_type";s:\d+:"(default|always)"/,
  },
  {
    name: 'Newspack',
    meta: ['newspack_restricted', '_newspack_memberships_restricted', '_np_restricted'],
    shortcodes: ['newspack_restricted'],
    blocks: ['newspack/content-gate', 'newspack-content-gate/gated', 'newspack/reader-only'],
    hints: [
      'np_memberships_gate',
      'np_content_gate',
      'np_gate_layout',
      'np_content_gate*',
      '_np_gate*',
      'newspack_content_gate*',
      'newspack/content-gate*',
      'newspack/overlay-gate*',
    ],
  },
  {
    name: 'Pigeon',
    meta: ['_wp_pigeon_content_access', 'pigeon_content_access', 'pigeon_access'],
    shortcodes: ['pigeon_protect', 'pigeon_content'],
    hints: ['_wp_pigeon*', 'pigeon_*'],
    openValues: /^(1|public|)$/i,
  },
  {
    name: 'Piano',
    meta: ['tinypass', '_tinypass', 'tinypass_premium', 'piano_premium', 'piano_access', '_piano_protected'],
    shortcodes: ['tinypass', 'tinypass_content', 'piano_paywall'],
    hints: ['tinypass*', '_tinypass*', 'piano_*', '_piano*', 'tp_offer'],
    words: ['<!--tpmore-->', '<!-- tpmore -->'],
  },
  {
    name: 'LaterPay',
    meta: ['laterpay_post_prices', 'laterpay_post_price', 'rg_pricing'],
    shortcodes: ['laterpay', 'laterpay_premium_content'],
    blocks: ['laterpay/dynamic-access', 'laterpay/static-access'],
    hints: ['laterpay*', 'laterpay/*'],
  },
  {
    name: 's2Member',
    meta: ['s2member_ccaps_req', '_s2member_level'],
    shortcodes: ['s2If', 's2if', 's2Content'],
    hints: ['s2member*', '_s2member*', 's2If*', 's2Member*', 's2Get'],
  },
  {
    name: 'Ultimate Member',
    meta: ['_um_custom_access_settings', '_um_accessible'],
    shortcodes: ['um_loggedin', 'um_show_content'],
    hints: ['um_content_restriction', 'um_*', '_um_*', 'um-block/*'],
    outsiders: ['um_loggedout'],
  },
  {
    name: 'Memberful',
    meta: [
      'memberful_acl',
      '_memberful_acl',
      'memberful_available_to_registered_users',
      'memberful_available_to_anybody_subscribed_to_a_plan',
    ],
    shortcodes: ['memberful', 'memberful_members_only', 'memberful_content'],
    blocks: ['memberful/members-only'],
    hints: ['memberful*', '_memberful*', 'memberful/*'],
    openValues: /^(a:0:\{\}|a:\d+:\{(s:\d+:"[^"]*";a:0:\{\})*\}|)$/,
  },
  {
    name: 'Patreon',
    meta: ['patreon-level', 'patreon_level', 'patreon-active-patrons-only', 'patreon-total-patronage-level'],
    shortcodes: ['patreon_content', 'patreon-locked'],
    blocks: ['patreon/locked-content'],
    hints: ['patreon-*', 'patreon_*', '_patreon*', 'patreon/*'],
  },
  {
    name: 'WP-Members',
    meta: ['_wpmem_block', '_wpmem_products'],
    shortcodes: ['wpmem_logged_in', 'wpmem_members_only'],
    hints: ['wpmem*', '_wpmem*', 'wp-members'],
    outsiders: ['wpmem_logged_out'],
  },
  {
    name: 'Content Control',
    meta: ['_content_control_restricted'],
    shortcodes: ['content_control', 'jp_cc'],
    hints: ['content_control*', '_jp_cc*', 'cc_restriction', 'content-control/*'],
  },
  {
    name: 'Simple Membership',
    meta: ['swpm_protected', '_swpm_protected'],
    shortcodes: ['swpm_protected', 'swpm_members_only'],
    hints: ['swpm*', '_swpm*'],
  },
  {
    name: 'Members',
    meta: ['_members_access_role'],
    shortcodes: ['members_access', 'members_logged_in', 'access', 'is_user_logged_in'],
    hints: ['_members_access_error'],
    outsiders: ['members_not_logged_in'],
  },
  {
    name: 'Paid Member Subscriptions',
    meta: [
      'pms-content-restrict-user-status',
      'pms-content-restrict-subscription-plan',
      'wppb-content-restrict-user-status',
    ],
    shortcodes: ['pms-restrict', 'wppb-restrict'],
    blocks: ['pms/content-restriction-start'],
    hints: ['pms-*', 'pms/*', 'wppb-content-restrict*'],
  },
  {
    name: 'Jetpack and Newsletter',
    meta: [
      '_jetpack_newsletter_access',
      '_jetpack_memberships_contains_paywalled_content',
      '_jetpack_memberships_contains_paid_content',
    ],
    shortcodes: [],
    blocks: [
      'jetpack/premium-content',
      'premium-content/container',
      'jetpack/premium-content/subscriber-view',
      'premium-content/subscriber-view',
      'jetpack/paywall',
      'jetpack/premium-content-container',
      'jetpack/premium-content-subscriber-view',
    ],
    hints: ['jetpack/premium-content*', 'premium-content/*'],
    openValues: /^(everybody|0|false|)$/i,
    outsiders: [
      'jetpack/premium-content/logged-out-view',
      'premium-content/logged-out-view',
      'jetpack/premium-content-logged-out-view',
    ],
  },
  {
    name: 'Steady',
    meta: ['steady_paywall_enabled', '_steady_paywall'],
    hints: ['steady_*', '_steady*'],
    shortcodes: ['steady_paywall'],
    blocks: ['steady/paywall'],
    words: ['___STEADY_PAYWALL___'],
  },
  {
    name: 'Easy Digital Downloads Content Restriction',
    meta: ['_edd_cr_restricted_to'],
    shortcodes: ['edd_restrict'],
    hints: ['_edd_cr*'],
  },
  {
    name: 'Pay For Post',
    meta: ['wc_pay_per_post_product_ids', '_wc_pay_per_post'],
    shortcodes: ['pay_per_post'],
    hints: ['wc_pay_per_post*', 'woocommerce-payperpost'],
  },
  {
    name: 'ARMember',
    meta: ['arm_access_plan'],
    shortcodes: ['arm_restrict_content', 'armember_restrict', 'arm_content'],
    hints: ['arm_*'],
  },
  {
    name: 'User Registration',
    meta: ['urcr_meta_override_global_settings', 'urcr_allow_to'],
    shortcodes: ['urcr_restrict'],
    hints: ['urcr*'],
  },
  {
    name: 'WishList Member',
    shortcodes: ['private', 'wlm_private', 'wlm_ismember', 'wlm_ifmember'],
    hints: ['wlm*', '_wpm_*', 'wishlist*'],
    outsiders: ['wlm_nonmember', 'wlm_isnotmember'],
  },
  { name: 'MemberMouse', shortcodes: ['MM_Member_Decision', 'MM_Access_Decision'], hints: ['MM_*'] },
  { name: 'aMember', shortcodes: ['am4show', 'am4guest'], hints: ['am4*'] },
  {
    name: 'OptimizeMember',
    shortcodes: ['optimizeMember', 'opmember'],
    hints: ['optimizemember*', 'op_membership*'],
  },
  { name: 'Unlock Protocol', blocks: ['unlock-protocol/unlock-box'], hints: ['unlock-protocol/*'] },
  {
    name: 'Wallkit',
    meta: ['wallkit_access', 'wk_paywall'],
    shortcodes: ['wk_paywall', 'wallkit'],
    hints: ['wallkit*', 'wk_paywall*'],
  },
  {
    name: 'Poool',
    meta: ['poool_access', '_poool_premium'],
    shortcodes: ['poool'],
    hints: ['poool*', '_poool*'],
  },
  { name: 'Zephr', meta: ['zephr_premium'], hints: ['zephr*', '_zephr*'] },
  { name: 'Axate', meta: ['agate_premium', 'axate_premium'], hints: ['agate-*', 'axate*'] },
  { name: 'Pico', meta: ['pico_premium'], hints: ['pico_*', '_pico*'] },
  { name: 'Evolok', meta: ['evolok_access'], hints: ['evolok*'] },
];

/** A newsroom's own ways of saying it, found where no plugin of the list did it. */
export const ownMeta =
  /^_?(?:is[_-]?|post[_-]?|article[_-]?|story[_-]?|content[_-]?)?(?:paywall(?:ed)?|premium|plus|paid|abo|members?[_-]?only|subscribers?[_-]?only|subscription[_-]?(?:only|required)|restricted|exclusive|metered|access[_-]?level)(?:[_-](?:article|content|post|story|only|enabled|access|level))?$|[_-](?:paywall(?:ed)?|members?[_-]only|subscribers?[_-]only)$/i;
export const ownShortcodes =
  /^(?:paywall|premium|premium[_-]content|paid|members?|members?[_-]?only|subscribers?|subscribers?[_-]?only|restrict|restricted|restricted?[_-]content|protected|protected[_-]content|private|loggedin|logged[_-]in|is[_-]?logged[_-]?in|login[_-]required|hidden[_-]content|abo|plus)$/i;
export const ownBlocks =
  /\/(?:paywall|premium|premium-content|members?-only|subscribers?-only|restricted?(?:-content)?|gated?-content|content-gate|protected-content|locked-content)$/i;
