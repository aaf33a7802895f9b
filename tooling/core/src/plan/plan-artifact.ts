import type { ArtifactManifest } from '../artifact-manifest.ts';
import { UserError } from '../errors/user-error.ts';
import { lambdaLimits } from '../limits.ts';
import type { WantedFunction } from '../wanted-function.ts';
import type { PlannedArtifact } from './plan.ts';

/**
 * The zip as a plan names it, and the bucket that it goes through where Lambda's API does not take it.
 *
 * @throws UserError ARTIFACT_TOO_LARGE when there is no bucket for it
 */
export function planArtifact(
  { lambda, directory, codeBucket }: WantedFunction,
  { digest, zipBytes }: ArtifactManifest,
): PlannedArtifact {
  const artifact = { zipPath: `${directory}/dist/function.zip`, digest, zipBytes };
  if (zipBytes <= lambdaLimits.zipBytes) return artifact;
  if (codeBucket !== undefined) return { ...artifact, codeBucket };
  throw new UserError(
    'ARTIFACT_TOO_LARGE',
    `${lambda}: the zip has ${zipBytes} bytes, Lambda's API takes ${lambdaLimits.zipBytes}`,
    {
      subject: directory,
      hint: 'name an S3 bucket as codeBucket of the stage in deploy.config.ts, or see with `lambda why` what the zip consists of',
    },
  );
}
