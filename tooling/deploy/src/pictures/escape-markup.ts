// eslint-disable-next-line no-control-regex -- XML has no way to write these
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text from outside, for the text and the attributes of HTML and SVG. */
export const escapeMarkup = (text: string): string =>
  text.replace(notInXml, '\ufffd').replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
