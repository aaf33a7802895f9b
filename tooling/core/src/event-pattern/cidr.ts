/** A range of addresses. */
export interface Cidr {
  /** What the first `bits` of all its addresses are. */
  readonly first: bigint;
  readonly bits: number;
  /** Of an address, in bits: 32 or 128. */
  readonly size: number;
}

/** @returns AWS's words for what is wrong with it, when something is */
export function parseCidr(text: string): Cidr | string {
  const [address = '', mask, ...more] = text.split('/');
  if (mask === undefined || more.length > 0) return "Malformed CIDR, one '/' required";
  if (!/^\d+$/.test(mask)) return 'Malformed CIDR, mask bits must be an integer';
  const parsed = parseAddress(address);
  if (parsed === undefined) return `Nonstandard IP address: ${address}`;
  const bits = Number(mask);
  if (bits > parsed.size)
    return `Malformed CIDR, mask bits must not be greater than ${parsed.size}`;
  return { first: parsed.value >> BigInt(parsed.size - bits), bits, size: parsed.size };
}

export function isInCidr(cidr: string, address: string): boolean {
  const range = parseCidr(cidr);
  const parsed = parseAddress(address);
  if (typeof range === 'string' || parsed?.size !== range.size) return false;
  return parsed.value >> BigInt(range.size - range.bits) === range.first;
}

function parseAddress(text: string): { readonly value: bigint; readonly size: number } | undefined {
  if (!text.includes(':')) {
    const value = numberOf(text.split('.'), { count: 4, pattern: /^\d{1,3}$/, radix: 10, bits: 8 });
    return value === undefined ? undefined : { value, size: 32 };
  }
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const [front, back] = [groupsOf(head), groupsOf(tail ?? '')];
  const missing = 8 - front.length - back.length;
  if (tail !== undefined && missing < 1) return undefined;
  const zeros = tail === undefined ? [] : Array.from({ length: missing }, () => '0');
  const groups = [...front, ...zeros, ...back];
  const value = numberOf(groups, { count: 8, pattern: /^[\da-f]{1,4}$/i, radix: 16, bits: 16 });
  return value === undefined ? undefined : { value, size: 128 };
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':');
}

function numberOf(
  parts: readonly string[],
  form: {
    readonly count: number;
    readonly pattern: RegExp;
    readonly radix: number;
    readonly bits: number;
  },
): bigint | undefined {
  if (parts.length !== form.count) return undefined;
  let value = 0n;
  for (const part of parts) {
    const number = Number.parseInt(part, form.radix);
    if (!form.pattern.test(part) || number >= 2 ** form.bits) return undefined;
    value = (value << BigInt(form.bits)) | BigInt(number);
  }
  return value;
}
