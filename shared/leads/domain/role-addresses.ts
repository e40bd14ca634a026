/** Local parts that belong to a function and not to a person (RFC 2142 and common use). */
const ROLES = new Set(
  `admin administrator accounting accounts all billing board booking bookings buchhaltung careers compliance contact
contacto contato customerservice customersupport datenschutz dev enquiries enquiry events everyone faq feedback finance
ftp hello help helpdesk hostmaster hr info informacion infos inquiries inquiry invoice invoices it itsupport jobs
kontakt legal mail marketing media news newsletter noc office operations orders payments payroll postmaster press
privacy purchasing recruiting reception reservations sales security service services shop staff subscribe support
tech technical team uucp vendas ventas verkauf vertrieb web webmaster welcome www`.split(/\s+/),
);

/** Machines answer mail to these, or it is reported as abuse: it is never sent, whatever the policy for roles is. */
const NEVER_MAILED = new Set(
  `abuse bounce bounces donotreply do-not-reply mailer-daemon mailerdaemon no-reply no_reply noreply null
listserv majordomo nobody postmaster root spam unsubscribe`.split(/\s+/),
);

export interface AddressRole {
  readonly isRole: boolean;
  readonly neverMail: boolean;
}

/** Compares the local part without its tag: `sales+eu` is a role, `salesman` is not. */
export function roleOf(localPart: string): AddressRole {
  const name = localPart.toLowerCase().split('+')[0] ?? '';
  const neverMail = NEVER_MAILED.has(name) || /^(?:no|do[-_.]?not)[-_.]?reply/.test(name);
  return { isRole: neverMail || ROLES.has(name), neverMail };
}
