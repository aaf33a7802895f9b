import type { Preflight } from './preflight.ts';

/** The code signing configuration that a function has, or shall have. */
export interface CodeSigning {
  readonly arn: string;
  /** Whether code that nobody signed is refused. */
  readonly isEnforced: boolean;
}

/** Nothing is signed here, so where signatures are enforced the first upload after it would be refused. */
export function checkCodeSigning({ wanted, context, place }: Preflight): readonly string[] {
  const signing = context.codeSigning?.[wanted.functionName];
  if (signing?.isEnforced !== true) return [];
  const live =
    wanted.attributes.codeSigningConfigArn === undefined ? ', which the function has,' : '';
  return [
    `${place('codeSigningConfigArn')}: ${signing.arn}${live} enforces signatures, and zips are not signed here: name a configuration that only warns (UntrustedArtifactOnDeployment: Warn), or unset it with null`,
  ];
}
