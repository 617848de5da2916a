// Text inside XML 1.0.

/** What XML 1.0 cannot hold at all: control characters, lone surrogates, U+FFFE and U+FFFF. They are left out. */
const forbidden = /(?![\t\n\r\u007f-\u009f])\p{Cc}|[\p{Cs}\ufffe\uffff]/gu

/** Character data or an attribute's value in double quotes. */
export const escapeXml = (text: string): string =>
  text
    .replace(forbidden, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
