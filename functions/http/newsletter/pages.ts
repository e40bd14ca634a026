import { escapeHtml, plainPage } from '../../../shared/platform/runtime/plain-page.ts';

/** `title` is text, `content` HTML. */
const page = (title: string, content: string): string => plainPage(escapeHtml(title), content);

const paragraphs = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((part) => `<p>${escapeHtml(part).replaceAll('\n', '<br>\n')}</p>`)
    .join('\n');
const button = (label: string): string =>
  `<form method="post"><button type="submit">${escapeHtml(label)}</button></form>`;

interface Named {
  readonly name: string;
  readonly brand: string;
}

/** The form of a newsletter. `problem`: what was wrong with what was sent. */
export const formPage = (
  { name, purpose, brand, form }: Named & { purpose: string; form: { version: number; text: string } },
  problem?: string,
): string =>
  page(
    name,
    `${problem === undefined ? '' : `<p><strong>${escapeHtml(problem)}</strong></p>\n`}<p>${escapeHtml(`${brand}: ${purpose}`)}</p>
<form method="post">
<input type="hidden" name="form" value="${form.version}">
<p><label>E-mail address<br><input type="email" name="email" required maxlength="254" autocomplete="email"></label></p>
<p><label>First name (you may leave it out)<br><input name="firstName" maxlength="80" autocomplete="given-name"></label></p>
${paragraphs(form.text)}
<button type="submit">Subscribe</button>
</form>`,
  );

/** The same for everybody, whether or not their address is known. */
export const askedPage = ({ name }: Named): string =>
  page(
    'Please look into your mail',
    `<p>You may get a mail with a link. When you have confirmed by it, you get ${escapeHtml(name)}.</p>`,
  );

export const confirmPage = ({ name, brand }: Named): string =>
  page(
    `Do you want to get ${name}?`,
    `<p>${escapeHtml(brand)} sends it to you when you confirm. You can unsubscribe at any time.</p>\n${button('Yes, subscribe')}`,
  );

export const confirmedPage = ({ name, brand }: Named): string =>
  page('You are subscribed', `<p>You get ${escapeHtml(name)} of ${escapeHtml(brand)}.</p>`);

/** `others`: their other newsletters, each with its link. */
export const leavePage = (
  { name, brand, isSubscribed }: Named & { isSubscribed: boolean },
  others: readonly { readonly name: string; readonly url: string }[],
): string =>
  page(
    isSubscribed ? `Do you get too much of ${name}?` : `You do not get ${name}`,
    [
      isSubscribed
        ? `<p>${escapeHtml(brand)} sends you ${escapeHtml(name)}.</p>\n${button('Unsubscribe')}`
        : `<p>${escapeHtml(brand)} sends you no more of it.</p>`,
      ...(others.length === 0
        ? []
        : [
            '<p>You also get:</p>',
            `<ul>${others.map((each) => `<li><a href="${escapeHtml(each.url)}">${escapeHtml(each.name)}</a></li>`).join('')}</ul>`,
          ]),
    ].join('\n'),
  );

/** Whoever wrote the HTML of an issue: no script runs, no form is sent, and of others only images and their style are loaded. */
export const ISSUE_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    'img-src https:',
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    'sandbox allow-popups allow-popups-to-escape-sandbox',
  ].join('; '),
  'x-robots-tag': 'noindex',
} as const;

/** The public page of an issue. `html` is what stands in the mail, without what is one person's own. */
export const issuePage = (
  { name, brand }: Named,
  { subject, html }: { subject: string; html: string },
): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(subject)}</title>
</head>
<body>
${html}
<hr>
<p>${escapeHtml(`${name}, of ${brand}`)}</p>
</body>
</html>
`;

export const leftPage = ({ name, brand }: Named): string =>
  page('You are unsubscribed', `<p>You get no more ${escapeHtml(name)} of ${escapeHtml(brand)}.</p>`);
