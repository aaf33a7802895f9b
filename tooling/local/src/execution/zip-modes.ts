const endOfDirectory = 0x0605_4b50;
const entrySignature = 0x0201_4b50;
const unix = 3;

/**
 * The Unix modes in a zip's central directory, by name: AWS keeps them, and fflate does not tell
 * them. A zip made elsewhere than on Unix has none.
 */
export function readZipModes(zip: Uint8Array): ReadonlyMap<string, number> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const modes = new Map<string, number>();
  let end = zip.byteLength - 22;
  while (end >= 0 && view.getUint32(end, true) !== endOfDirectory) end -= 1;
  if (end < 0) return modes;
  let offset = view.getUint32(end + 16, true);
  while (offset + 46 <= zip.byteLength && view.getUint32(offset, true) === entrySignature) {
    const nameLength = view.getUint16(offset + 28, true);
    const name = zip.subarray(offset + 46, offset + 46 + nameLength);
    if (view.getUint8(offset + 5) === unix) {
      modes.set(new TextDecoder().decode(name), view.getUint16(offset + 40, true) & 0o777);
    }
    offset +=
      46 + nameLength + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true);
  }
  return modes;
}
