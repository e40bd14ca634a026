import { BlockList, isIP } from 'node:net';
import { isbot } from 'isbot';

/** What an open or a click shows by itself, and what is kept of it: neither the user agent nor the address. */
export const SIGNS = [
  'provider_flag',
  'told_machine',
  'told_person',
  'no_agent',
  'apple_prefetch',
  'gmail_proxy',
  'yahoo_proxy',
  'scanner',
  'headless',
  'program',
  'apple_network',
  'google_network',
  'filter_network',
  'cloud_network',
] as const;
export type Sign = (typeof SIGNS)[number];

/** A request for an image or a link of a message, as a provider tells of it. */
export interface Request {
  readonly userAgent: string;
  /** The address that the request came from, where the provider tells it. */
  readonly ip?: string | undefined;
  /** The provider itself says that it was a program. */
  readonly flagged?: boolean;
}

/** The signs of a request, in the order of `SIGNS`; none where it looks like a person's. */
export function signsOf({ userAgent, ip, flagged = false }: Request): Sign[] {
  const found = new Set<Sign | undefined>([
    flagged ? 'provider_flag' : undefined,
    agentSign(userAgent.trim()),
    ip === undefined ? undefined : networkClass(ip),
  ]);
  return SIGNS.filter((sign) => found.has(sign));
}

/** Families of user agents, the first that fits. */
const AGENTS: readonly (readonly [RegExp, Sign])[] = [
  [/^$/, 'no_agent'],
  // All that Apple's Mail Privacy Protection says of itself. No browser stops there.
  [/^Mozilla\/5\.0$/, 'apple_prefetch'],
  [/GoogleImageProxy/i, 'gmail_proxy'],
  [/YahooMailProxy/i, 'yahoo_proxy'],
  [/SafeLinks|Barracuda|Mimecast|Proofpoint|ms-office.*Discovery/i, 'scanner'],
  [/HeadlessChrome|PhantomJS/i, 'headless'],
  [/Proxy/i, 'program'],
];
/** Mail programs that fetch for their reader, although their user agents look like those of bots. */
const MAIL_PROGRAM = /Thunderbird|Microsoft (?:Office|Outlook)|MSOffice|Outlook-(?:iOS|Android)|AppleMail/i;

function agentSign(agent: string): Sign | undefined {
  const [, family] = AGENTS.find(([pattern]) => pattern.test(agent)) ?? [];
  return family ?? (isbot(agent) && !MAIL_PROGRAM.test(agent) ? 'program' : undefined);
}

/**
 * Networks from which few people read mail, the first that holds an address. The providers' own ranges, as their SPF records
 * and their published lists have them; coarse, because a range that is missing only leaves a sign out.
 */
const NETWORKS: readonly (readonly [Sign, readonly string[]])[] = [
  // Exchange Online Protection, Proofpoint, Barracuda, Mimecast: where mail is filtered, nobody browses.
  [
    'filter_network',
    [
      '40.92.0.0/15',
      '40.107.0.0/16',
      '52.100.0.0/14',
      '104.47.0.0/17',
      '67.231.144.0/20',
      '148.163.128.0/19',
      '205.220.160.0/19',
      '64.235.144.0/20',
      '209.222.80.0/21',
      '205.139.110.0/23',
      '207.211.30.0/23',
      '195.130.217.0/24',
    ],
  ],
  ['apple_network', ['17.0.0.0/8', '2620:149::/32']],
  [
    'google_network',
    [
      '64.233.160.0/19',
      '66.102.0.0/20',
      '66.249.64.0/19',
      '72.14.192.0/18',
      '74.125.0.0/16',
      '209.85.128.0/17',
      '2607:f8b0::/32',
      '2a00:1450::/32',
    ],
  ],
  // The oldest and largest ranges of AWS, Google Cloud and Azure. Companies' proxies stand there too.
  [
    'cloud_network',
    [
      '3.80.0.0/12',
      '3.208.0.0/12',
      '18.204.0.0/14',
      '34.64.0.0/10',
      '34.192.0.0/10',
      '35.168.0.0/13',
      '35.184.0.0/13',
      '44.192.0.0/11',
      '52.0.0.0/15',
      '52.20.0.0/14',
      '54.144.0.0/14',
      '54.156.0.0/14',
      '54.224.0.0/15',
      '13.64.0.0/11',
      '20.64.0.0/10',
      '40.64.0.0/10',
      '52.224.0.0/11',
    ],
  ],
];

const LISTS = NETWORKS.map(([sign, subnets]) => {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [net = '', bits] = subnet.split('/');
    list.addSubnet(net, Number(bits), isIP(net) === 6 ? 'ipv6' : 'ipv4');
  }
  return { sign, list };
});

function networkClass(ip: string): Sign | undefined {
  const family = isIP(ip);
  if (family === 0) return undefined;
  return LISTS.find(({ list }) => list.check(ip, family === 6 ? 'ipv6' : 'ipv4'))?.sign;
}
