/** What may stand before the @ of an address without quotes (RFC 5322, section 3.2.3). SES takes nothing else there. */
export const DOT_ATOM = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
