/** The versions of vendors' APIs that Rex speaks, each named here alone, and until when they live. */
export const API_VERSIONS = {
  /** Facebook and Instagram. Of February 2026; Meta keeps a version for two years. */
  graph: 'v25.0',
  /** Of October 2026; Google keeps a version for about a year: until November 2027. */
  googleAds: 'v26',
  /** Of October 2026; LinkedIn keeps a version for a year at least: until October 2027. Then it answers 426. */
  linkedin: '202610',
} as const;
