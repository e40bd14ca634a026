import type { ProviderGroup } from '../contract/provider-groups.ts';

/** How a mailbox provider reads the local part, so that two spellings of one mailbox get one identity. */
export interface MailboxProvider {
  readonly name: string;
  readonly domains: readonly string[];
  /** Domains that lead to the same mailboxes as the others of the list: all are written as this one. */
  readonly sameMailboxesAs?: string;
  /** The sign that begins a tag in the local part. */
  readonly tagSeparator?: '+' | '-';
  /** Signs that the provider ignores. */
  readonly ignored?: RegExp;
}

const countries = (name: string, endings: string): string[] =>
  endings.split(' ').map((ending) => `${name}.${ending}`);

/** Consumer providers that publish their rules. Other domains have no rule. */
const MAILBOX_PROVIDERS: readonly MailboxProvider[] = [
  {
    name: 'gmail',
    domains: ['gmail.com', 'googlemail.com'],
    sameMailboxesAs: 'gmail.com',
    tagSeparator: '+',
    ignored: /\./g,
  },
  {
    name: 'microsoft',
    domains: [
      ...['outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'passport.com'],
      ...countries(
        'outlook',
        'de fr es it pt jp ie dk at be cz co.id co.th com.au com.br com.ar com.tr com.vn',
      ),
      ...countries(
        'hotmail',
        'de fr es it nl be ch se no dk fi gr ca co.uk co.jp com.ar com.br com.tr co.th',
      ),
      ...countries('live', 'de fr it nl be ca dk ie no se co.uk com.au com.mx com.pt com.ar co.za jp'),
    ],
    tagSeparator: '+',
  },
  {
    name: 'yahoo',
    // Yahoo's user names have no dash: a dash always begins the keyword of a disposable address.
    domains: [
      ...['yahoo.com', 'ymail.com', 'rocketmail.com', 'myyahoo.com'],
      ...countries(
        'yahoo',
        'de fr es it ca ie at ch nl no se dk gr pl ro co.uk co.in in co.id com.au com.br',
      ),
      ...countries('yahoo', 'com.mx com.ar com.sg com.hk com.tw com.vn com.ph com.tr co.nz co.za co.th'),
    ],
    tagSeparator: '-',
  },
  {
    name: 'icloud',
    domains: ['icloud.com', 'me.com', 'mac.com'],
    sameMailboxesAs: 'icloud.com',
    tagSeparator: '+',
  },
  {
    name: 'proton',
    domains: ['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me'],
    sameMailboxesAs: 'proton.me',
    tagSeparator: '+',
    ignored: /[._-]/g,
  },
  {
    name: 'fastmail',
    domains: ['fastmail.com', 'fastmail.fm', 'fastmail.net', 'fastmail.org'],
    tagSeparator: '+',
  },
  {
    name: 'yandex',
    domains: ['yandex.ru', 'yandex.com', 'yandex.by', 'yandex.kz', 'ya.ru'],
    sameMailboxesAs: 'yandex.ru',
    tagSeparator: '+',
  },
  {
    name: 'zoho',
    domains: ['zoho.com', 'zohomail.com', 'zohomail.eu', 'zoho.eu', 'zoho.in'],
    tagSeparator: '+',
  },
  { name: 'mailbox.org', domains: ['mailbox.org'], tagSeparator: '+' },
  { name: 'posteo', domains: ['posteo.de', 'posteo.net', 'posteo.eu'], tagSeparator: '+' },
  { name: 'tuta', domains: ['tutanota.com', 'tutanota.de', 'tuta.io', 'tuta.com', 'tutamail.com'] },
  { name: 'aol', domains: ['aol.com', 'aol.de', 'aol.fr', 'aol.co.uk'] },
  { name: 'gmx', domains: ['gmx.de', 'gmx.net', 'gmx.at', 'gmx.ch', 'gmx.com', 'web.de', 'mail.com'] },
  { name: 'mail.ru', domains: ['mail.ru', 'bk.ru', 'list.ru', 'inbox.ru'], tagSeparator: '+' },
  { name: 'qq', domains: ['qq.com', 'foxmail.com'] },
  { name: 'netease', domains: ['163.com', '126.com', 'yeah.net'] },
];

const BY_DOMAIN = new Map(
  MAILBOX_PROVIDERS.flatMap((provider) => provider.domains.map((domain) => [domain, provider] as const)),
);

/** The consumer provider that serves exactly this domain (lower case). */
export const mailboxProviderOf = (domain: string): MailboxProvider | undefined => BY_DOMAIN.get(domain);

/** Providers with published rules for senders. Yahoo's hold for AOL, which it runs. */
const GROUPS: Readonly<Record<string, ProviderGroup>> = {
  gmail: 'gmail',
  yahoo: 'yahoo',
  aol: 'yahoo',
  microsoft: 'microsoft',
};

/**
 * The group of the provider that receives mail for an address. It is told from the domain alone: a company whose own domain
 * is hosted by Google or Microsoft is `other`.
 */
export const providerGroupOf = (address: string): ProviderGroup =>
  GROUPS[mailboxProviderOf(address.slice(address.lastIndexOf('@') + 1).toLowerCase())?.name ?? ''] ?? 'other';
