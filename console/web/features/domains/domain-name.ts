/** What somebody typed or pasted, `https://Mail.Häfen.example/` say, as the name that the DNS knows: `mail.xn--hfen-loa.example`. */
export function domainNameOf(typed: string): string {
  const address = typed.trim().replace(/^[a-z]+:\/\//i, '');
  return URL.parse(`https://${address}`)?.hostname ?? address.toLowerCase();
}
