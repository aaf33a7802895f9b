export {
  errorCatalogue,
  exitCodes,
  type ErrorCode,
  type ErrorEntry,
} from './errors/error-catalogue.ts';
export { UserError, type UserErrorDetails } from './errors/user-error.ts';
export type { ArtifactFile, ArtifactInput, ArtifactManifest } from './artifact-manifest.ts';
