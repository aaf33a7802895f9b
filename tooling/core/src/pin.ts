/** What a function was rolled back from. While it stands, that is not deployed again. */
export interface Pin {
  readonly version: string;
  /** Base64 SHA-256 of its zip: versions can be deleted. */
  readonly digest: string;
}

/** The tag of a function that holds its pin. */
export const pinTagKey = 'lambda-deploy:pinned';

/**
 * @example
 * formatPin({ version: '8', digest: '47DEQpj8HBSa' }); // → '8 47DEQpj8HBSa'
 */
export const formatPin = ({ version, digest }: Pin): string => `${version} ${digest}`;

/** The pin that stands among a function's tags; undefined when there is none that can be read. */
export function pinOf(tags: Readonly<Record<string, string>>): Pin | undefined {
  const text = Object.hasOwn(tags, pinTagKey) ? tags[pinTagKey] : undefined;
  const [, version, digest] = /^(\d+) (\S+)$/.exec(text ?? '') ?? [];
  return version === undefined || digest === undefined ? undefined : { version, digest };
}
