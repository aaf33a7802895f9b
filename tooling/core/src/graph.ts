/** What a bundle consists of, and what a package reaches: what the pictures are drawn from. */
export {
  bundleShares,
  packageOf,
  reachOf,
  type Bundled,
  type PackageShare,
  type Reach,
} from './graph/bundle-shares.ts';
export { reachedFrom } from './graph/reached-from.ts';
