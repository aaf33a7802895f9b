import type { Linter } from 'eslint';
import { sources } from './file-groups.ts';
import { kindsOf } from './layer-kinds.ts';
import { layers } from './layers.ts';
import { layerImports } from './restrictions/layer-imports.ts';
import { restrict } from './restrictions/restriction.ts';

/** One entry for each kind of file in each layer; a later one replaces an earlier one. */
export function layerEntries(): Linter.Config[] {
  return layers.flatMap((layer) =>
    kindsOf(layer).map(({ name, files, restrictions, ...own }) => ({
      name: `layers/${layer.directory}/${name}`,
      // An inner list means "and".
      files: files.map((pattern) => [`${layer.directory}/${sources}`, pattern]),
      rules: restrict(layerImports({ ...layer, ...own }), ...restrictions),
    })),
  );
}
