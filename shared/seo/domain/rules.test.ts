import { describe, expect, it } from 'vitest';
import { readPage } from './page.ts';
import { findingsOf } from './rules.ts';
import { sitemapPages } from './sitemap.ts';

const URL_OF = 'https://www.acme.example/records';
const GOOD = `<!doctype html><html lang="en"><head>
<title>Records and turntables of Harbour Records</title>
<meta name="description" content="${'Records that we repair, clean and sell, with honest grades for each. '.repeat(2).trim()}">
<meta name="viewport" content="width=device-width">
<link rel="canonical" href="/records">
<meta property="og:title" content="a"><meta property="og:description" content="b"><meta property="og:image" content="c">
<script type="application/ld+json">{"@type":"Organization"}</script></head>
<body><h1>Records</h1><h2>Used</h2><img src="a.png" alt="A turntable"><svg><title>Icon</title></svg>
<a href="/contact">Contact</a><p>${'word '.repeat(300)}</p><script>${'hidden '.repeat(50)}</script></body></html>`;
const rulesOf = (html: string, url = URL_OF, status = 200) =>
  findingsOf([readPage(url, status, html)]).map(({ rule }) => rule);

describe('an audit', () => {
  it('finds nothing on a good page', () => {
    expect(rulesOf(GOOD)).toEqual([]);
    expect(readPage(URL_OF, 200, GOOD)).toMatchObject({
      canonicals: [URL_OF],
      words: 303,
      links: ['https://www.acme.example/contact'],
    });
  });

  it.each([
    ['title-missing', /<title>Records[^<]*<\/title>/, ''],
    ['title-length', /Records and turntables of Harbour Records/, 'Short'],
    ['title-twice', '</head>', '<title>Again</title></head>'],
    ['description-missing', /<meta name="description"[^>]*>/, ''],
    ['description-length', /content="Records that[^"]*"/, 'content="Short"'],
    ['h1', '<h1>Records</h1>', ''],
    ['h1', '</body>', '<h1>Again</h1></body>'],
    ['heading-skipped', '<h2>Used</h2>', '<h4>Used</h4>'],
    ['canonical', /<link rel="canonical"[^>]*>/, ''],
    ['canonical', 'href="/records"', 'href="https://other.example/records"'],
    ['alt-missing', ' alt="A turntable"', ''],
    ['alt-long', 'A turntable', 'a'.repeat(126)],
    ['structured-broken', '{"@type":"Organization"}', '{'],
    ['structured-missing', /<script type="application\/ld\+json">.*?<\/script>/, ''],
    ['open-graph', /<meta property="og:image"[^>]*>/, ''],
    ['language', ' lang="en"', ''],
    ['viewport', /<meta name="viewport"[^>]*>/, ''],
    ['thin', 'word '.repeat(300), 'word '.repeat(290)],
    ['links', '<a href="/contact">', '<a href="https://other.example/">'],
    ['not-indexed', '</head>', '<meta name="robots" content="NOINDEX, follow"></head>'],
  ])('finds %s, and that alone', (rule, what, by) => {
    const html = GOOD.replace(what, by);
    expect(html).not.toBe(GOOD);
    expect(rulesOf(html)).toEqual([rule]);
  });

  it('takes an empty alt text for what it is: a decoration', () => {
    expect(rulesOf(GOOD.replace('A turntable', ''))).toEqual([]);
  });

  it('judges the address itself, and says of a page that is not there only that', () => {
    expect(rulesOf(GOOD, 'http://www.acme.example/Records')).toEqual(['not-https', 'address']);
    expect(rulesOf('', URL_OF, 404)).toEqual(['not-reachable']);
  });

  it('finds what pages share, the gravest first', () => {
    const pages = ['a', 'b'].map((name) =>
      readPage(`https://www.acme.example/${name}`, 200, GOOD.replace(' lang="en"', '')),
    );
    expect(findingsOf(pages).map(({ rule, page }) => `${rule} ${page.at(-1)}`)).toEqual([
      'title-shared a',
      'title-shared b',
      'description-shared a',
      'language a',
      'description-shared b',
      'language b',
    ]);
  });

  it('reads what is no page at all', () => {
    for (const text of ['', 'plain', '\u0000\u0001', '<', '<title>', '<a href="http://[">x</a>', '{"a":1}'])
      expect(rulesOf(text)).toContain('h1');
  });
});

describe('a sitemap', () => {
  it('names its pages once each, and none of another host', () => {
    const xml = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      <url><loc> https://www.acme.example/a </loc><lastmod>2026-01-01</lastmod></url>
      <url><loc>https://www.acme.example/a</loc></url>
      <url><loc>https://other.example/b</loc></url><url><loc>no address</loc></url>
      <url><loc>https://www.acme.example/c?x=1&amp;y=2</loc></url></urlset>`;
    expect(sitemapPages(xml, 'www.acme.example')).toEqual([
      'https://www.acme.example/a',
      'https://www.acme.example/c?x=1&y=2',
    ]);
    expect(sitemapPages('no xml', 'www.acme.example')).toEqual([]);
  });
});
