import { UserError } from '../errors/user-error.ts';
import { isOwnedBy, ownershipTagKeys, type Ownership } from '../ownership.ts';

/** What decides whether a function may be taken over. */
export interface AdoptionRequest {
  readonly functionName: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly packageType: string;
  /** Whether the lambda is a container image. */
  readonly isImage: boolean;
  /** Lambda's State of the function. */
  readonly state: string;
  /** Who takes it over. */
  readonly ownership: Ownership;
  /** The service that is known to give it up. */
  readonly fromService?: string | undefined;
}

const refuse = (functionName: string, why: string, hint: string): UserError =>
  new UserError('ADOPTION_REFUSED', `${functionName} ${why}`, { subject: functionName, hint });

/**
 * Whether a function may be taken over: it is nobody's, or of the service that is said to give it up.
 *
 * @returns false when it is ours already
 * @throws UserError ADOPTION_REFUSED
 */
export function checkAdoption(request: AdoptionRequest): boolean {
  const { functionName, tags, packageType, isImage, state, ownership, fromService } = request;
  if (isOwnedBy(tags, ownership)) return false;
  const owned = Object.values(ownershipTagKeys).filter((key) => Object.hasOwn(tags, key));
  const service = tags[ownershipTagKeys.service];
  if (owned.length > 0 && (service === undefined || service !== fromService)) {
    const owner = owned.map((key) => `${key}=${tags[key] ?? ''}`).join(', ');
    throw refuse(
      functionName,
      `belongs to somebody: ${owner}`,
      service === undefined
        ? 'complete or remove these tags by hand first'
        : `when that service gives it up: \`lambda adopt ${ownership.lambda} --from-service ${service}\``,
    );
  }
  if ((packageType === 'Image') !== isImage) {
    throw refuse(
      functionName,
      `runs ${isImage ? 'a zip' : 'a container image'}, which Lambda cannot turn into ${isImage ? 'a container image' : 'a zip'}`,
      'delete it and deploy the lambda, or give the stage a namePrefix',
    );
  }
  if (state === 'Active' || state === 'Inactive') return true;
  throw refuse(
    functionName,
    `is in state ${state}`,
    state === 'Pending' ? 'run the same command again in a minute' : 'repair or delete it first',
  );
}
