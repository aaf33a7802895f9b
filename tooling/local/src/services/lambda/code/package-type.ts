import type { CodeReference } from '../document/function-document.ts';

/** A container image has a URI, a zip has none. */
export function packageTypeOf({ imageUri }: CodeReference): 'Zip' | 'Image' {
  return imageUri === undefined ? 'Zip' : 'Image';
}
