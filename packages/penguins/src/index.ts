export { formatPenguins } from './format-penguins.ts';
export { penguinColumns, penguinFeatures } from './penguin-columns.ts';
export { readPenguins } from './read-penguins.ts';
export { trainShippedModel } from './train-shipped-model.ts';
