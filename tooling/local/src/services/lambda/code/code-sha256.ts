import type { CodeReference } from '../document/function-document.ts';

/** CodeSha256: of a zip in base64, of a container image the hex digest of its manifest. */
export function codeSha256({ sha256Hex, imageUri }: CodeReference): string {
  return imageUri === undefined ? Buffer.from(sha256Hex, 'hex').toString('base64') : sha256Hex;
}
