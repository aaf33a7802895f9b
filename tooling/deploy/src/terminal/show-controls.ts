// What a terminal obeys instead of showing it: everything below the space but tab and line feed, DEL, and
// the 8-bit forms of the same. A carriage return would write over what stands in the line.
// eslint-disable-next-line no-control-regex -- these are what is looked for
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Text from outside as a terminal may have it: what would move its cursor or rename its window is spelled. */
export const showControls = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replace(controls, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
