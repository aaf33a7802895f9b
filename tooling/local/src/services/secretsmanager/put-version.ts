import {
  exists,
  invalidParameter,
  type SecretDocument,
  type SecretVersion,
} from './secret-document.ts';
import { openText, sealText } from '../sealed-text.ts';

export interface SecretValue {
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: Uint8Array | undefined;
}

/** undefined: none was given. */
export function readValue(
  input: SecretValue,
): { readonly kind: SecretVersion['kind']; readonly text: string } | undefined {
  const { SecretString, SecretBinary } = input;
  if (SecretString !== undefined && SecretBinary !== undefined) {
    throw invalidParameter(
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  }
  if (SecretString !== undefined) return { kind: 'string', text: SecretString };
  if (SecretBinary === undefined) return undefined;
  return { kind: 'binary', text: Buffer.from(SecretBinary).toString('base64') };
}

/**
 * Adds a version and moves stages to it; what loses AWSCURRENT is AWSPREVIOUS. A version that is
 * there with the same value is no new one.
 *
 * @throws AwsError when one of that id is there with another value.
 */
export function putVersion(
  secret: SecretDocument,
  added: {
    readonly id: string;
    readonly value: NonNullable<ReturnType<typeof readValue>>;
    readonly stages: readonly string[];
    readonly nowMs: number;
  },
): SecretDocument {
  const { id, value, stages, nowMs } = added;
  const same = secret.versions.find((version) => version.id === id);
  if (same !== undefined) {
    if (same.kind === value.kind && openText(same.sealed) === value.text) return secret;
    throw exists("You can't modify an existing version, you can only create a new version.");
  }
  const movesCurrent = stages.includes('AWSCURRENT');
  const before = secret.versions.map((version) => {
    const wasCurrent = movesCurrent && version.stages.includes('AWSCURRENT');
    const kept = version.stages.filter(
      (stage) => !stages.includes(stage) && !(movesCurrent && stage === 'AWSPREVIOUS'),
    );
    return { ...version, stages: wasCurrent ? [...kept, 'AWSPREVIOUS'] : kept };
  });
  const version: SecretVersion = {
    id,
    kind: value.kind,
    sealed: sealText(value.text),
    stages,
    createdAtMs: nowMs,
  };
  const versions = [...before, version];
  // Those that no stage names may be forgotten.
  const excess = versions.length - keptVersions;
  const old = versions.filter((one) => one.stages.length === 0).slice(0, Math.max(0, excess));
  return {
    ...secret,
    changedAtMs: nowMs,
    versions: versions.filter((one) => !old.includes(one)),
  };
}

const keptVersions = 100;
