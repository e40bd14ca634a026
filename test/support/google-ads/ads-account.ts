export type Fields = Record<string, unknown>;

export const CUSTOMER = '1234567890';
export const MANAGER = '9876543210';
export const name = (collection: string, id: string) => `customers/${CUSTOMER}/${collection}/${id}`;
export const camel = (path: string) => path.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
export const at = (row: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((is, part) => Object(is)[part], row);

/** A keyword without a bid of its own has that of its ad group. */
export const start = () => ({
  campaigns: [
    {
      resourceName: name('campaigns', '1'),
      id: '1',
      name: 'Shop',
      status: 'ENABLED',
      campaignBudget: name('campaignBudgets', '9'),
    },
    {
      resourceName: name('campaigns', '2'),
      id: '2',
      name: 'Brand',
      status: 'ENABLED',
      campaignBudget: name('campaignBudgets', '9'),
    },
  ] as Fields[],
  campaignBudgets: [
    {
      resourceName: name('campaignBudgets', '9'),
      id: '9',
      name: 'Shared',
      amountMicros: '50000000',
      explicitlyShared: true,
    },
  ] as Fields[],
  adGroups: [
    { resourceName: name('adGroups', '5'), id: '5', name: 'Turntables', status: 'ENABLED' },
  ] as Fields[],
  adGroupCriteria: [
    {
      resourceName: name('adGroupCriteria', '5~7'),
      status: 'ENABLED',
      keyword: { text: 'turntable', matchType: 'EXACT' },
      cpcBidMicros: '1000000',
      effectiveCpcBidMicros: '1000000',
    },
    {
      resourceName: name('adGroupCriteria', '5~8'),
      status: 'ENABLED',
      keyword: { text: 'record player', matchType: 'PHRASE' },
      effectiveCpcBidMicros: '2000000',
    },
  ] as Fields[],
  campaignCriteria: [] as Fields[],
});
export type Things = ReturnType<typeof start>;

export const OPERATIONS: Readonly<Record<string, keyof Things>> = {
  campaignOperation: 'campaigns',
  campaignBudgetOperation: 'campaignBudgets',
  adGroupOperation: 'adGroups',
  adGroupCriterionOperation: 'adGroupCriteria',
  campaignCriterionOperation: 'campaignCriteria',
};
export const ROWS: Readonly<Record<string, (things: Things) => Fields[]>> = {
  campaign: ({ campaigns, campaignBudgets }) =>
    campaigns.map((campaign) => ({
      campaign,
      campaignBudget: campaignBudgets.find(({ resourceName }) => resourceName === campaign['campaignBudget']),
    })),
  campaign_budget: ({ campaignBudgets }) => campaignBudgets.map((campaignBudget) => ({ campaignBudget })),
  ad_group: ({ adGroups, campaigns }) => adGroups.map((adGroup) => ({ adGroup, campaign: campaigns[0] })),
  ad_group_criterion: ({ adGroupCriteria, adGroups }) =>
    adGroupCriteria.map((adGroupCriterion) => ({ adGroupCriterion, adGroup: adGroups[0] })),
  keyword_view: ({ adGroupCriteria, adGroups, campaigns }) =>
    adGroupCriteria.map((adGroupCriterion) => ({
      adGroupCriterion,
      adGroup: adGroups[0],
      campaign: campaigns[0],
    })),
  campaign_criterion: ({ campaignCriteria, campaigns }) =>
    campaignCriteria.map((campaignCriterion) => ({
      campaignCriterion: { ...campaignCriterion, type: 'KEYWORD' },
      campaign: campaigns.find(({ resourceName }) => resourceName === campaignCriterion['campaign']),
    })),
};
