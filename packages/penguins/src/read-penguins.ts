import type { Dataset } from '@packages/model';
import { penguinFeatures } from './penguin-columns.ts';
import rows from './penguins.json' with { type: 'json' };

/**
 * 342 adult penguins of three species (Adelie, Chinstrap, Gentoo), measured near Palmer Station,
 * Antarctica, 2007 to 2009.
 *
 * Dedicated to the public domain (CC0 1.0); the README names the source.
 *
 * @example
 * readPenguins().samples.length; // → 342
 */
export function readPenguins(): Dataset {
  return {
    featureNames: penguinFeatures,
    samples: rows.map(([species, ...features]) => ({
      features: features.map(Number),
      label: String(species),
    })),
  };
}
