import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/**
 * Hides a text, so that nobody who looks through the state reads a secret by accident. It protects
 * from nobody: whoever can read the state can open it, as with any key that lay beside it.
 *
 * @returns Base64, as a ciphertext of KMS is shown.
 */
export function sealText(text: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce);
  const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), content]).toString('base64');
}

export function openText(sealed: string): string {
  const all = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv(algorithm, key, all.subarray(0, nonceBytes));
  decipher.setAuthTag(all.subarray(nonceBytes, nonceBytes + tagBytes));
  const content = all.subarray(nonceBytes + tagBytes);
  return Buffer.concat([decipher.update(content), decipher.final()]).toString('utf8');
}

const key = createHash('sha256').update('the local AWS').digest();
const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
